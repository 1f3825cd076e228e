using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Files;
using Intervene.Torch.Native;
using Intervene.Torch.Reinforcement.Comparison;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene losses</c>: the formulas alone, beside another implementation's numbers.</summary>
public static class LossesCommand
{
    private const int MostFaults = 20;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var input = new Option<string>("--in")
        {
            Description = "JSON lines of inputs: advantages, policy losses, KL, composite, schedules, pass@k.",
            Required = true,
        };
        var output = new Option<string>("--out")
        {
            Description = "Where a line a row goes: ours, theirs, the largest difference; or why it cannot be computed.",
            Required = true,
        };
        var command = new Command(
            "losses", "Compute losses, advantages, KL estimators and schedules from rows and compare with what the rows say.") { input, output };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(input), parsed.GetRequiredValue(output), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(string input, string output, TextWriter console)
    {
        if (Path.Exists(input) && Path.GetFullPath(input) == Path.GetFullPath(output))
        {
            throw new InterveneException($"--in and --out are both {input}, whose rows would be lost; expected two files.");
        }

        using var file = OutputFile.Create("--out", output);
        NativeTorch.Load();
        List<string> faults = [];
        List<(string Kind, double Largest, double Relative)> comparisons = [];
        foreach (var (number, line) in InputLines.Read(input))
        {
            try
            {
                var comparison = Compare(line);
                JsonRows.Write(file, Record(number, comparison));
                comparisons.Add((comparison.Kind, comparison.LargestDifference, comparison.LargestRelativeDifference));
            }
            catch (Exception fault) when (fault is InterveneException or ArgumentException or InvalidOperationException or ExternalException)
            {
                JsonRows.Write(file, new JsonObject { ["row"] = number, ["error"] = fault.Message });
                faults.Add($"{input}:{number}: {fault.Message}");
            }
        }

        file.Commit();
        Summarize(comparisons, console);
        return faults.Count == 0
            ? 0
            : throw new InterveneException(
                $"{faults.Count} of {faults.Count + comparisons.Count} rows cannot be computed; {output} says so in their place and has the others.\n"
                + string.Join('\n', faults.Count <= MostFaults ? faults : [.. faults.Take(MostFaults), $"… and {faults.Count - MostFaults} more"]));
    }

    private static void Summarize(List<(string Kind, double Largest, double Relative)> comparisons, TextWriter console)
    {
        foreach (var kind in comparisons.GroupBy(c => c.Kind).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{kind.Key,-12} {kind.Count(),6} rows, largest relative difference {kind.Max(c => c.Relative):G3}"));
        }

        var (largest, relative) = (comparisons.Select(c => c.Largest).DefaultIfEmpty(0).Max(),
            comparisons.Select(c => c.Relative).DefaultIfEmpty(0).Max());
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{comparisons.Count} rows; largest difference {largest:G3} absolute, {relative:G3} relative to the quantity's largest value"));
    }

    private static LossComparison Compare(string line)
    {
        try
        {
            return LossRows.Compare(
                JsonText.Node(line) as JsonObject
                ?? throw new InterveneException("The line is not a JSON object; expected one."));
        }
        catch (JsonException fault)
        {
            throw new InterveneException($"The line is not valid JSON, which has no NaN or Infinity; expected an object. {fault.Message}", fault);
        }
    }

    private static JsonObject Record(long number, LossComparison comparison) => new()
    {
        ["row"] = number,
        ["kind"] = comparison.Kind,
        ["largest_difference"] = Finite(comparison.LargestDifference),
        ["largest_relative_difference"] = Finite(comparison.LargestRelativeDifference),
        ["ours"] = comparison.Ours,
        ["theirs"] = comparison.Theirs,
    };

    /// <summary>JSON has no infinity; a difference that is none is written as text.</summary>
    private static JsonNode Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create("infinite");
}
