using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Intervene.Answers;
using Intervene.Serving.Hosting;
using Intervene.Serving.Rewards;

namespace Intervene.Benchmarks;

/// <summary>Verdicts a second of the reward server over HTTP, client and server on the same cores: GSM8K golds and worked answers, in
/// batches.</summary>
public static class RewardServerBenchmarks
{
    private const int Batch = 512;
    private const int Clients = 4;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(15);

    /// <summary>Runs over GSM8K's file; prints one line.</summary>
    public static async Task RunAsync(string[] args)
    {
        if (args.Length != 1 || !File.Exists(args[0]))
        {
            Console.WriteLine("reward-server: give GSM8K's file (JSONL with question and answer)");
            return;
        }

        var bodies =
            File.ReadLines(args[0]).Select(Row).Chunk(Batch)
            .Where(rows => rows.Length == Batch).Select(rows => JsonSerializer.SerializeToUtf8Bytes(new { rows })).ToArray();
        await using var server = await RewardServer.StartAsync(new ServerOptions(), VerifierOptions.For(Preset.Reward), Console.Error.WriteLine);
        await PostAsync(server.Url, bodies, WarmUp);
        var watch = Stopwatch.StartNew();
        var (verdicts, wrong) = await PostAsync(server.Url, bodies, Measured);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{verdicts} verdicts in {watch.Elapsed.TotalSeconds:F1} s: {verdicts / watch.Elapsed.TotalSeconds:F0} a second, "
                + $"{Environment.ProcessorCount} cores, {Clients} clients, batches of {Batch}; {wrong} of the golds not found correct"));
    }

    /// <summary>The worked answer as a model would write it, its last line in a box.</summary>
    private static object Row(string line)
    {
        using var row = JsonDocument.Parse(line);
        var parts = row.RootElement.GetProperty("answer").GetString()!.Split("\n#### ");
        return new { gold = parts[1], response = $"{parts[0]}\nThe answer is \\boxed{{{parts[1]}}}." };
    }

    private static async Task<(long Verdicts, long Wrong)> PostAsync(Uri url, byte[][] bodies, TimeSpan time)
    {
        long verdicts = 0, wrong = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            using var http = new HttpClient();
            for (var i = client; watch.Elapsed < time; i++)
            {
                using var body =
                    new ByteArrayContent(bodies[i % bodies.Length]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
                using var answer = await http.PostAsync(new Uri(url, "/v1/verify"), body).ConfigureAwait(false);
                var text = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync().ConfigureAwait(false);
                var counts = text.AsSpan(text.AsSpan().LastIndexOf("\"counts\":{\"correct\":"u8) + "\"counts\":{\"correct\":"u8.Length);
                var correct = int.Parse(counts[..counts.IndexOfAny((byte)',', (byte)'}')], CultureInfo.InvariantCulture);
                Interlocked.Add(ref verdicts, Batch);
                Interlocked.Add(ref wrong, Batch - correct);
            }
        })).ConfigureAwait(false);
        return (verdicts, wrong);
    }
}
