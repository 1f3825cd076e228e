using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Runs;
using Intervene.Torch.Native;
using Intervene.Torch.Reinforcement.Comparison;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene losses</c>: the formulas alone, beside another implementation's numbers.</summary>
public static class LossesCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var input = new Option<FileInfo>("--in") { Description = "JSON lines of inputs: advantages, policy losses, KL, composite, TRL, schedules, pass@k.", Required = true };
        var output = new Option<FileInfo>("--out") { Description = "Where a line a row goes: ours, theirs, the largest difference.", Required = true };
        var command = new Command("losses", "Compute losses, advantages, KL estimators and schedules from rows and compare with what the rows say.") { input, output };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(input), parsed.GetRequiredValue(output), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(FileInfo input, FileInfo output, TextWriter console)
    {
        if (!input.Exists)
        {
            throw new InterveneException($"{input.FullName} is not there; expected a file of JSON lines.");
        }

        NativeTorch.Load();
        var options = new JsonSerializerOptions { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };
        int number = 0, rows = 0;
        double largest = 0, relative = 0;
        var kinds = new SortedDictionary<string, (int Rows, double Relative)>(StringComparer.Ordinal);
        var partial = output.FullName + ".partial";
        using (var writer = new StreamWriter(partial))
        {
            foreach (var line in File.ReadLines(input.FullName))
            {
                number++;
                if (string.IsNullOrWhiteSpace(line))
                {
                    continue;
                }

                var comparison = Compare(line, $"{input.FullName}:{number}");
                var record = new JsonObject
                {
                    ["row"] = number,
                    ["kind"] = comparison.Kind,
                    ["largest_difference"] = Finite(comparison.LargestDifference),
                    ["largest_relative_difference"] = Finite(comparison.LargestRelativeDifference),
                    ["ours"] = comparison.Ours,
                    ["theirs"] = comparison.Theirs,
                };
                writer.WriteLine(record.ToJsonString(options));
                largest = Math.Max(largest, comparison.LargestDifference);
                relative = Math.Max(relative, comparison.LargestRelativeDifference);
                rows++;
                var (count, worst) = kinds.GetValueOrDefault(comparison.Kind);
                kinds[comparison.Kind] = (count + 1, Math.Max(worst, comparison.LargestRelativeDifference));
            }
        }

        File.Move(partial, output.FullName, overwrite: true);
        foreach (var (kind, (count, worst)) in kinds)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind,-12} {count,6} rows, largest relative difference {worst:G3}"));
        }

        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{rows} rows; largest difference {largest:G3} absolute, {relative:G3} relative to the quantity's largest value"));
        return 0;
    }

    private static LossComparison Compare(string line, string where)
    {
        try
        {
            return LossRows.Compare(JsonNode.Parse(line) as JsonObject ?? throw new InterveneException("The line is not a JSON object; expected one."));
        }
        catch (Exception fault) when (fault is InterveneException or JsonException or ArgumentException or InvalidOperationException or ExternalException)
        {
            throw new InterveneException($"{where}: {fault.Message}", fault);
        }
    }

    /// <summary>JSON has no infinity; a difference that is none is written as text.</summary>
    private static JsonNode Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create("infinite");
}
