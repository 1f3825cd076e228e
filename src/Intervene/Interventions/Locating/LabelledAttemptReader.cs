using System.Text.Json;
using Intervene.Files;

namespace Intervene.Interventions.Locating;

/// <summary>
/// Reads a line of ProcessBench's format: <c>id, problem, steps, label</c>, and where known <c>answer, solution, correction, generator</c>.
/// </summary>
public static class LabelledAttemptReader
{
    /// <summary>Reads one line.</summary>
    /// <param name="line">A JSON object.</param>
    /// <param name="place">The line's file and number, for faults.</param>
    /// <exception cref="InterveneException">The line is no object, or a field is missing or of another kind.</exception>
    public static LabelledAttempt Read(string line, string place)
    {
        try
        {
            using var document = JsonText.Document(line);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement, place)
                : throw new InterveneException(
                    $"{place} holds {Kind(document.RootElement)}; expected a JSON object with id, problem, steps and label.");
        }
        catch (JsonException fault)
        {
            throw new InterveneException($"{place} is not valid JSON ({fault.Message}); expected a JSON object with id, problem, steps and label.",
                fault);
        }
    }

    private static LabelledAttempt Read(JsonElement row, string place)
    {
        var steps = Steps(row, place);
        return new LabelledAttempt
        {
            Id = Text(row, "id", place) ?? throw Missing("id", place),
            Problem = Text(row, "problem", place) ?? throw Missing("problem", place),
            Steps = steps,
            Label = Label(row, steps.Count, place),
            Answer = Text(row, "answer", place),
            Solution = Text(row, "solution", place),
            Corrections = Corrections(row, place),
            Generator = Text(row, "generator", place),
        };
    }

    private static int? Label(JsonElement row, int steps, string place)
    {
        if (!Find(row, "label", out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var label) && label >= -1 && label < steps ? label
            : throw new InterveneException($"{place}: \"label\" is {Short(value)}; expected the 0-based index of one of the {steps} steps, or -1.");
    }

    private static List<string> Steps(JsonElement row, string place)
    {
        if (!Find(row, "steps", out var value))
        {
            throw Missing("steps", place);
        }

        return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(step => step.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(step => step.GetString()!)]
            : throw new InterveneException($"{place}: \"steps\" is {Short(value)}; expected an array of texts.");
    }

    private static List<string> Corrections(JsonElement row, string place)
    {
        if (!Find(row, "correction", out var value))
        {
            return [];
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array =>
                [.. value.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.String).Select(entry => entry.GetString()!)],
            _ => throw new InterveneException($"{place}: \"correction\" is {Short(value)}; expected a text or an array of texts."),
        };
    }

    /// <summary>A text, or a number as it is written; null where the field is missing or null.</summary>
    private static string? Text(JsonElement row, string name, string place)
    {
        if (!Find(row, name, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => throw new InterveneException($"{place}: \"{name}\" is {Short(value)}; expected a text."),
        };
    }

    private static bool Find(JsonElement row, string name, out JsonElement value) => row.TryGetProperty(name, out value)
        && value.ValueKind != JsonValueKind.Null;

    private static InterveneException Missing(string name, string place) => new($"{place} has no \"{name}\"; expected id, problem, steps and label.");

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 40 } text ? text[..40] + "…" : value.GetRawText();

    private static string Kind(JsonElement value) =>
        value.ValueKind switch { JsonValueKind.Array => "an array", JsonValueKind.String => "a text", _ => Short(value) };
}
