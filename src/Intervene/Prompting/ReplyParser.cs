using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Intervene.Interventions;

namespace Intervene.Prompting;

/// <summary>
/// Reads proposals out of a model's reply: the last whole block counts, as <c>&lt;replacement&gt;</c>, as <c>&lt;intervention&gt;</c>, in a code
/// fence or bare. A block that stands word for word in the attempt was quoted, or planted there, and is not the model's.
/// </summary>
public static partial class ReplyParser
{
    private static readonly string[] Lists = ["replacements", "steps", "interventions", "replacement_steps", "items", "list", "replacement",
        "intervention"];
    private static readonly string[] Contents = ["content", "text", "replacement", "step_content", "replacement_step"];
    private static readonly string[] Locations = ["location", "step", "step_number", "substep", "number"];
    private static readonly string[] ErrorLocations = ["error_location", "error_step", "first_error", "first_critical_error"];

    /// <summary>Reads a reply.</summary>
    /// <param name="reply">What the model wrote, with or without its reasoning.</param>
    /// <param name="attempt">The attempt that the model was shown.</param>
    /// <param name="truncated">Whether the server says that the reply ran into its token budget.</param>
    public static ParsedReply Parse(string reply, string attempt, bool truncated = false)
    {
        var (blocks, stated) = ReplyBlocks.Find(reply);
        var own = blocks.Where(block => block.Value is null || !attempt.Contains(reply[block.Start..block.End], StringComparison.Ordinal)).ToArray();
        if (truncated && own.LastOrDefault() is null or { Value: null })
        {
            return Refuse(RefusalReason.Truncated, stated, "the reply ran into its token budget before its block was whole.");
        }

        if (own.LastOrDefault(block => block.Value is not null) is not { Value: { } value })
        {
            return reply.Trim().Length == 0 ? Refuse(RefusalReason.Empty, stated, "the reply is empty.")
                : Refuse(RefusalReason.Unparsable, stated, own.Length > 0 ? "the reply's block is no JSON." : blocks.Count > 0
                    ? "the only block in the reply is the attempt's own text." : "the reply has no block of proposals.");
        }

        return Read(value, stated);
    }

    private static ParsedReply Read(JsonNode value, int? stated)
    {
        var entries = Entries(value);
        var location = Named(value, ErrorLocations) is { } named ? Number(named) : stated ?? entries.Select(entry => Named(entry, ErrorLocations))
            .Select(Number).FirstOrDefault(number => number is not null);
        location = location > 0 ? location : null;
        var proposals = entries.Select(Proposal).OfType<ProposedStep>().ToArray();
        var dropped = entries.Count - proposals.Length;
        if (proposals.Length > 0)
        {
            return new()
            {
                Proposals = proposals,
                ErrorLocation = location,
                Detail = dropped > 0
                ? $"{dropped} of {entries.Count} entries lack a step number or a text and were left out." : null
            };
        }

        return entries.Count > 0 ? Refuse(RefusalReason.Unparsable, location, $"none of the {entries.Count} entries has a step number and a text.")
            : location is null ? Refuse(RefusalReason.NoErrorFound, null, "the reply's list is empty: the model found no critical error.")
            : Refuse(RefusalReason.Abstained, location, "the model names an error and proposes nothing.");
    }

    private static IReadOnlyList<JsonNode?> Entries(JsonNode value) => value switch
    {
        JsonArray list => [.. list],
        JsonObject table when Lists.Select(name => Field(table, name)).OfType<JsonArray>().FirstOrDefault() is { } list => [.. list],
        JsonObject table when Contents.Concat(Locations).Any(name => Field(table, name) is not null) => [table],
        JsonObject => [],
        _ => [value],
    };

    private static ProposedStep? Proposal(JsonNode? entry) =>
        Number(Named(entry, Locations)) is { } location && Text(Named(entry, Contents)) is { } content ? new(content, location) : null;

    private static JsonNode? Named(JsonNode? node, string[] names) =>
        node is JsonObject table ? names.Select(name => Field(table, name)).FirstOrDefault(field => field is not null) : null;

    private static JsonNode? Field(JsonObject table, string name) =>
        table.FirstOrDefault(field => field.Key.Replace(' ', '_').Replace('-', '_').Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static string? Text(JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonArray lines when lines.Count > 0 && lines.All(line => line is JsonValue item && item.GetValueKind() == JsonValueKind.String) =>
            string.Join('\n', lines.Select(line => line!.GetValue<string>())),
        _ => null,
    };

    /// <summary>A step number: 7, 7.0, "7", "Step 7"; a range is none.</summary>
    private static int? Number(JsonNode? node)
    {
        if (node is not JsonValue value)
        {
            return null;
        }

        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        var numbers = WholeNumbers().Matches(text);
        return numbers.Count == 1
            && int.TryParse(numbers[0].Groups[1].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static ParsedReply Refuse(RefusalReason reason, int? location, string detail) =>
        new() { Refusal = reason, ErrorLocation = location, Detail = detail };

    [GeneratedRegex(@"(-?\d+)(?:\.0+)?(?![\d.])")]
    private static partial Regex WholeNumbers();
}
