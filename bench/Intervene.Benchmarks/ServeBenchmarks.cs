using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Intervene.Completions;
using Intervene.Options;
using Intervene.Serving.Hosting;
using Intervene.Serving.Models;
using Intervene.Text;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Engine;
using Intervene.Torch.Native;

namespace Intervene.Benchmarks;

/// <summary>Tokens a second of <c>serve</c> under 64 clients, beside the same requests to the same engine without HTTP; clients and server share the
/// cores.</summary>
public static class ServeBenchmarks
{
    private const int Clients = 64;
    private const int MaxTokens = 96;

    /// <summary>Runs over a model directory; <c>--repeats N</c> (default 5) rounds of each, in turns.</summary>
    public static async Task RunAsync(string[] args)
    {
        if (args.Length == 0 || !Directory.Exists(args[0]))
        {
            Console.WriteLine("serve: give a model directory, e.g. models/chains");
            return;
        }

        NativeTorch.Load();
        var tokenizer = Tokenizer.Load(args[0]);
        using var weights = ModelDirectory.Load(args[0]);
        using var engine = new LocalEngine(
            weights, "bench", new LocalEngineOptions { KeepsPrompts = true, TokenBytes = id => tokenizer.TokenBytes(id).ToArray() });
        await using var server = await ModelServer.StartAsync(
            new ServerOptions(), new ServedModel("bench", args[0], engine, weights.Config), 1024, seed: 0, Console.Error.WriteLine);
        using var http = new HttpClient();
        var prompts = Enumerable.Range(0, Clients).Select(client => tokenizer.EncodePlain($"{100 + client} *4 -19 *7 +120\n\n")).ToArray();
        (string Name, Func<int, int, Task<int>> Ask)[] ways =
        [
            ("engine", (client, i) => CompleteAsync(engine, prompts[client], (client * 1000) + i)),
            ("serve", (client, i) => PostAsync(http, server.Url, prompts[client], (client * 1000) + i)),
            ("serve, streamed", (client, i) => StreamAsync(http, server.Url, prompts[client], (client * 1000) + i)),
        ];
        var times = ways.ToDictionary(way => way.Name, _ => new List<(double Rate, double Cost)>());
        var rounds = Arguments.Number(args, "--repeats", 5);
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (name, ask) in ways)
            {
                var time = await TimeAsync(ask);
                if (round > 0) // the first warms up
                {
                    times[name].Add(time);
                }
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Clients} clients, completions of at most {MaxTokens} tokens, {NativeTorch.Threads} threads; medians of {rounds}"));
        var alone = Median(times["engine"].Select(time => time.Rate));
        foreach (var (name, measured) in times)
        {
            var (rate, cost) = (Median(measured.Select(time => time.Rate)), Median(measured.Select(time => time.Cost)));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-16} {rate,8:F0} tokens a second ({rate / alone:P0}), {cost,6:F1} µs of processor a token"));
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    /// <summary>Tokens a second, and µs of processor a token, of clients that each ask four times, one after the other.</summary>
    private static async Task<(double Rate, double Cost)> TimeAsync(Func<int, int, Task<int>> ask)
    {
        var used = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var sampled = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var tokens = 0;
            for (var i = 0; i < 4; i++)
            {
                tokens += await ask(client, i).ConfigureAwait(false);
            }

            return tokens;
        }))).ConfigureAwait(false);
        return (sampled.Sum() / watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalMicroseconds / sampled.Sum());
    }

    private static async Task<int> CompleteAsync(LocalEngine engine, int[] prompt, int seed)
    {
        var request = new CompletionRequest
        {
            PromptIds = prompt,
            Key = RandomKey.Of(seed, "generate", ""),
            SampleCount = 1,
            Sampling = new SamplingOptions { MaxTokens = MaxTokens },
        };
        return (await engine.CompleteAllAsync([request], CancellationToken.None).ConfigureAwait(false))[0].Completions[0].TokenIds.Length;
    }

    private static async Task<int> PostAsync(HttpClient http, Uri url, int[] prompt, int seed)
    {
        var body = new { model = "bench", prompt, max_tokens = MaxTokens, seed, logprobs = 0, return_token_ids = true };
        using var answer = await http.PostAsJsonAsync(new Uri(url, "/v1/completions"), body).ConfigureAwait(false);
        using var json = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync().ConfigureAwait(false));
        return json.RootElement.GetProperty("usage").GetProperty("completion_tokens").GetInt32();
    }

    private static async Task<int> StreamAsync(HttpClient http, Uri url, int[] prompt, int seed)
    {
        var body = new { model = "bench", prompt, max_tokens = MaxTokens, seed, logprobs = 0, return_token_ids = true, stream = true };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, "/v1/completions")) { Content = JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        using var lines = new StreamReader(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync().ConfigureAwait(false));
        var tokens = -1; // the last event is [DONE]
        while (await lines.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            tokens += line.StartsWith("data: ", StringComparison.Ordinal) ? 1 : 0;
        }

        return tokens;
    }
}
