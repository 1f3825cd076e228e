using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Answers;

namespace Intervene.Cli.Commands;

/// <summary>Verifies a JSONL file row by row: reads, decides and writes as a stream.</summary>
internal static class VerifyBatch
{
    private const int ProgressEvery = 1000;

    public static int Run(string path, string goldField, string answerField, Preset preset, string output)
    {
        if (!File.Exists(path))
        {
            throw new InterveneException($"verify: the file of cases '{path}' does not exist. Give the path of a JSONL file.");
        }

        var options = VerifierOptions.For(preset).WithBareFormula();
        VerifyWarmUp.Run(options);
        SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
        List<double> micros = [];
        (string Text, CompiledGold? Gold) last = ("", null);
        using (StreamWriter writer = new(output))
        {
            var number = 0;
            foreach (var line in File.ReadLines(path))
            {
                number++;
                if (string.IsNullOrWhiteSpace(line))
                {
                    continue;
                }

                var row = Parse(line, path, number);
                var gold = Field(row, goldField, path, number) ?? throw new InterveneException($"verify: {path}:{number}: the field '{goldField}' is null or missing. Name the field of the gold with --gold-field.");
                var answer = Field(row, answerField, path, number);
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
                writer.WriteLine(row.ToJsonString());
                if (micros.Count % ProgressEvery == 0)
                {
                    Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\rverify: {micros.Count} rows"));
                }
            }
        }

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
        Console.Error.WriteLine(micros.Count >= ProgressEvery ? "\r" : "");
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{micros.Count} rows: {outcomes}; micros p50 {At(0.5):F1}, p99 {At(0.99):F1}, worst {At(1):F1}; written to {output}"));
    }

    private static JsonObject Parse(string line, string path, int number)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject ?? throw new InterveneException($"verify: {path}:{number}: not a JSON object. Each line must be one.");
        }
        catch (JsonException e)
        {
            throw new InterveneException($"verify: {path}:{number}: not JSON ({e.Message}). Each line must be one object.");
        }
    }

    private static string? Field(JsonObject row, string field, string path, int number)
    {
        if (!row.TryGetPropertyValue(field, out var value))
        {
            throw new InterveneException($"verify: {path}:{number}: there is no field '{field}'; the row has {string.Join(", ", row.Select(pair => pair.Key))}. Name it with --gold-field or --answer-field.");
        }

        return value is null ? null : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
    }
}
