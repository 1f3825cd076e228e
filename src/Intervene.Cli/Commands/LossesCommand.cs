using System.CommandLine;
using System.Globalization;
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
        var input = new Option<FileInfo>("--in") { Description = "JSON lines of inputs: advantages, policy losses, KL, composite, TRL, schedules.", Required = true };
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
        using (var writer = output.CreateText())
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
            }
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
        catch (Exception fault) when (fault is InterveneException or JsonException or ArgumentException)
        {
            throw new InterveneException($"{where}: {fault.Message}", fault);
        }
    }

    /// <summary>JSON has no infinity; a difference that is none is written as text.</summary>
    private static JsonNode Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create("infinite");
}
