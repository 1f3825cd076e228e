using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Answers;
using Intervene.Cli.Output;
using Intervene.Files;

namespace Intervene.Cli.Commands;

/// <summary>Verifies a JSONL file row by row: reads, decides and writes as a stream.</summary>
internal static class VerifyBatch
{
    private const int ProgressEvery = 1000;

    public static int Run(string path, string goldField, string answerField, Preset preset, string output)
    {
        using var file = OutputFile.Create("--out", output);
        var options = VerifierOptions.For(preset).WithBareFormula();
        SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
        List<double> micros = [];
        (string Text, CompiledGold? Gold) last = ("", null);
        foreach (var (row, place) in JsonRows.Read(path))
        {
            var gold = Field(row, goldField, place) ?? throw new InterveneException(
                $"verify: {place}: the field '{goldField}' is null or missing. Name the field of the gold with --gold-field.");
            var answer = Field(row, answerField, place);
            var start = Stopwatch.GetTimestamp();
            last = last.Gold is not null && last.Text == gold ? last : (gold, CompiledGold.Compile(gold, options));
            var verdict = last.Gold!.Verify(answer);
            var time = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            micros.Add(time);
            var name = Name(verdict.Outcome);
            counts[name] = counts.GetValueOrDefault(name) + 1;
            row["verdict"] = name;
            row["correct"] = verdict.IsCorrect;
            row["rule"] = verdict.Rule;
            row["micros"] = Math.Round(time, 1);
            JsonRows.Write(file, row);
            if (micros.Count % ProgressEvery == 0)
            {
                Streams.Count(string.Create(CultureInfo.InvariantCulture, $"verify: {micros.Count} rows"));
            }
        }

        file.Commit();
        Summary(counts, micros, output);
        return 0;
    }

    /// <summary>The outcome as it is written: <c>correct, wrong, no_answer, unparsable, out_of_fuel</c>.</summary>
    public static string Name(Outcome outcome) => outcome switch
    {
        Outcome.Correct => "correct",
        Outcome.Wrong => "wrong",
        Outcome.NoAnswer => "no_answer",
        Outcome.Unparsable => "unparsable",
        _ => "out_of_fuel",
    };

    private static void Summary(SortedDictionary<string, long> counts, List<double> micros, string output)
    {
        micros.Sort();
        double At(double q) => micros.Count == 0 ? 0 : micros[(int)Math.Min(micros.Count - 1, q * micros.Count)];
        var outcomes = string.Join(", ", counts.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}")));
        Streams.Count("");
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{micros.Count} rows: {outcomes}; micros p50 {At(0.5):F1}, p99 {At(0.99):F1}, worst {At(1):F1}; written to {output}"));
    }

    private static string? Field(JsonObject row, string field, string place)
    {
        if (!row.TryGetPropertyValue(field, out var value))
        {
            throw new InterveneException(
                $"verify: {place}: there is no field '{field}'; the row has {string.Join(", ", row.Select(pair => pair.Key))}. Name it with --gold-field or --answer-field.");
        }

        return value is null ? null : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
    }
}
