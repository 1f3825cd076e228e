using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Intervene.Torch.Native;
using Intervene.Torch.Reinforcement.Comparison;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene losses</c>: the formulas alone, beside another implementation's numbers.</summary>
public static class LossesCommand
{
    private const int MostFaults = 20;

    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var input = new Option<FileInfo>("--in") { Description = "JSON lines of inputs: advantages, policy losses, KL, composite, TRL, schedules, pass@k.", Required = true };
        var output = new Option<FileInfo>("--out") { Description = "Where a line a row goes: ours, theirs, the largest difference; or why it cannot be computed.", Required = true };
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

        if (input.FullName == output.FullName)
        {
            throw new InterveneException($"--in and --out are both {input.FullName}, which would be lost; expected two files.");
        }

        NativeTorch.Load();
        List<string> faults = [];
        List<(string Kind, double Largest, double Relative)> comparisons = [];
        var partial = output.FullName + ".partial";
        try
        {
            using (var writer = new StreamWriter(partial))
            {
                foreach (var (line, number) in File.ReadLines(input.FullName).Select((line, i) => (line, i + 1)).Where(row => !string.IsNullOrWhiteSpace(row.line)))
                {
                    try
                    {
                        var comparison = Compare(line);
                        writer.WriteLine(Record(number, comparison).ToJsonString(Json));
                        comparisons.Add((comparison.Kind, comparison.LargestDifference, comparison.LargestRelativeDifference));
                    }
                    catch (Exception fault) when (fault is InterveneException or ArgumentException or InvalidOperationException or ExternalException)
                    {
                        writer.WriteLine(new JsonObject { ["row"] = number, ["error"] = fault.Message }.ToJsonString(Json));
                        faults.Add($"{input.FullName}:{number}: {fault.Message}");
                    }
                }
            }

            File.Move(partial, output.FullName, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InterveneException($"Cannot turn {input.FullName} into {output.FullName}: {fault.Message}", fault);
        }
        finally
        {
            File.Delete(partial);
        }

        Summarize(comparisons, console);
        return faults.Count == 0
            ? 0
            : throw new InterveneException(
                $"{faults.Count} of {faults.Count + comparisons.Count} rows cannot be computed; {output.FullName} says so in their place and has the others.\n"
                + string.Join('\n', faults.Count <= MostFaults ? faults : [.. faults.Take(MostFaults), $"… and {faults.Count - MostFaults} more"]));
    }

    private static void Summarize(List<(string Kind, double Largest, double Relative)> comparisons, TextWriter console)
    {
        foreach (var kind in comparisons.GroupBy(c => c.Kind).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{kind.Key,-12} {kind.Count(),6} rows, largest relative difference {kind.Max(c => c.Relative):G3}"));
        }

        var (largest, relative) = (comparisons.Select(c => c.Largest).DefaultIfEmpty(0).Max(), comparisons.Select(c => c.Relative).DefaultIfEmpty(0).Max());
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{comparisons.Count} rows; largest difference {largest:G3} absolute, {relative:G3} relative to the quantity's largest value"));
    }

    private static LossComparison Compare(string line)
    {
        try
        {
            return LossRows.Compare(
                JsonNode.Parse(line, null, new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new InterveneException("The line is not a JSON object; expected one."));
        }
        catch (JsonException fault)
        {
            throw new InterveneException($"The line is not valid JSON, which has no NaN or Infinity; expected an object. {fault.Message}", fault);
        }
    }

    private static JsonObject Record(int number, LossComparison comparison) => new()
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
