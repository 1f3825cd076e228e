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
        List<double> alone = [], served = [];
        for (var round = 0; round <= Arguments.Number(args, "--repeats", 5); round++)
        {
            var direct = await TimeAsync((client, i) => CompleteAsync(engine, prompts[client], (client * 1000) + i));
            var remote = await TimeAsync((client, i) => PostAsync(http, server.Url, prompts[client], (client * 1000) + i));
            if (round > 0) // the first warms up
            {
                alone.Add(direct);
                served.Add(remote);
            }
        }

        alone.Sort();
        served.Sort();
        var (one, other) = (alone[alone.Count / 2], served[served.Count / 2]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Clients} clients, completions of at most {MaxTokens} tokens, {NativeTorch.Threads} threads: engine {one:F0} tokens a second, serve {other:F0} "
                + $"({other / one:P0}); medians of {alone.Count}"));
    }

    /// <summary>Tokens a second of clients that each ask four times, one after the other.</summary>
    private static async Task<double> TimeAsync(Func<int, int, Task<int>> ask)
    {
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
        return sampled.Sum() / watch.Elapsed.TotalSeconds;
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
}
