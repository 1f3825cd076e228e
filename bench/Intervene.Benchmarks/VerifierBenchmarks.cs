using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Intervene.Answers;

/// <summary>Times verdicts over the case files: cold gold, cached gold, and the string normaliser as a peer.</summary>
public static class VerifierBenchmarks
{
    private const int Rounds = 40;
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(50); // the runtime compiles for speed while nothing new runs

    /// <summary>Runs over the files given, or over the files of a folder; prints one table.</summary>
    public static void Run(string[] args)
    {
        List<(string Gold, string Pred)> rows = [.. args.SelectMany(Files).SelectMany(Rows)];
        if (rows.Count == 0)
        {
            Console.WriteLine("verifier: give case files (JSONL with gold and pred) or their folder");
            return;
        }

        Console.WriteLine("| what | rows | p50 µs | mean µs | p99 µs | worst µs | bytes/verdict |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        CompiledGold[] golds = [.. rows.Select(r => CompiledGold.Compile(r.Gold, Preset.Eval))];
        Measure("cold gold", rows.Count, i => AnswerVerifier.Verify(rows[i].Gold, rows[i].Pred, Preset.Eval));
        Measure("cached gold", rows.Count, i => golds[i].Verify(rows[i].Pred));
        Measure("Hendrycks strings", rows.Count, i => HendrycksNormal.AreEqual(rows[i].Gold, rows[i].Pred));
    }

    private static void Measure<T>(string name, int count, Func<int, T> verdict)
    {
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < count; i++)
            {
                verdict(i);
            }

            Thread.Sleep(Settle);
        }

        var micros = new double[count];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            verdict(i);
            micros[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / count;
        Array.Sort(micros);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {count} | {micros[count / 2]:F1} | {micros.Average():F1} | {micros[(int)(count * 0.99)]:F0} | {micros[^1]:F0} | {bytes} |"));
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "answers-*.jsonl").Order(StringComparer.Ordinal) : [path];

    private static IEnumerable<(string Gold, string Pred)> Rows(string file)
    {
        foreach (var line in File.ReadLines(file))
        {
            using var row = JsonDocument.Parse(line);
            yield return (row.RootElement.GetProperty("gold").GetString()!, row.RootElement.GetProperty("pred").GetString() ?? "");
        }
    }
}
