using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Intervene.Interventions.Exchange;

/// <summary>The lines between Intervene and a checker: an attempt out, what was found in.</summary>
/// <remarks>
/// Out: <c>{id, problem, answer, reference, steps}</c>. In: <c>{id, proposals: [{location, content}], error_location, reason}</c>; locations count
/// from 1, and all but
/// <c>id</c> may be missing.
/// </remarks>
public static class CheckerLines
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line of a question, without a line end.</summary>
    /// <param name="question">The question.</param>
    public static string Write(OracleQuestion question) => new JsonObject
    {
        ["id"] = question.Id,
        ["problem"] = question.Question,
        ["answer"] = question.Gold,
        ["reference"] = question.ReferenceSolution,
        ["steps"] = new JsonArray([.. question.Steps.Select(step => JsonValue.Create(step))]),
    }.ToJsonString(Json);

    /// <summary>The id of a reply, or null where the line is no object with one.</summary>
    /// <param name="line">The line.</param>
    public static string? Id(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("id", out var id)
                ? id.ValueKind switch { JsonValueKind.String => id.GetString(), JsonValueKind.Number => id.GetRawText(), _ => null } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The reply that a line holds; what cannot be used becomes a refusal with its reason.</summary>
    /// <param name="line">The line.</param>
    /// <param name="question">The question that it answers.</param>
    public static OracleReply Read(string line, OracleQuestion question)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind != JsonValueKind.Object ? Refused(RefusalReason.Unparsable, "the reply is no JSON object", line)
                : Id(line) != question.Id ? Refused(RefusalReason.Unparsable, $"the reply is about \"{Id(line)}\", not about \"{question.Id}\"", line)
                : Read(document.RootElement, question.Steps.Count, line);
        }
        catch (JsonException fault)
        {
            return Refused(RefusalReason.Unparsable, $"the reply is not valid JSON: {fault.Message}", line);
        }
    }

    private static OracleReply Read(JsonElement reply, int steps, string line)
    {
        var reason = reply.TryGetProperty("reason", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        var error = Location(reply, "error_location");
        if (error is { } place && (place < 1 || place > steps))
        {
            return Refused(RefusalReason.LocationOutOfRange, $"error_location {place} of {steps} steps", line);
        }

        var (proposals, refusal, detail) = Proposals(reply, steps);
        var located = error is not null || proposals.Count > 0;
        return new OracleReply
        {
            Proposals = proposals,
            ErrorLocation = error,
            Refusal = proposals.Count > 0 ? null : refusal ?? (located ? RefusalReason.Abstained : RefusalReason.NoErrorFound),
            Detail = reason ?? detail,
            RawText = line,
        };
    }

    /// <summary>The proposals that can be used, and why the first other one cannot.</summary>
    private static (List<ProposedStep> Proposals, RefusalReason? Refusal, string? Detail) Proposals(JsonElement reply, int steps)
    {
        var proposals = new List<ProposedStep>();
        (RefusalReason? Refusal, string? Detail) first = (null, null);
        if (!reply.TryGetProperty("proposals", out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return (proposals, null, null);
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            return (proposals, RefusalReason.Unparsable, "proposals is no array");
        }

        foreach (var entry in list.EnumerateArray())
        {
            var (refusal, detail) = entry.ValueKind != JsonValueKind.Object ? (RefusalReason.Unparsable, "a proposal is no object")
                : Location(entry, "location") is not { } location ? (RefusalReason.Unparsable, "a proposal has no location")
                : location < 1 || location > steps ? (RefusalReason.LocationOutOfRange, $"location {location} of {steps} steps")
                : !entry.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.String
                || string.IsNullOrWhiteSpace(content.GetString()) ? (RefusalReason.Empty, "a proposal has no content")
                : ((RefusalReason?)null, (string?)null);
            if (refusal is null)
            {
                proposals.Add(new ProposedStep(entry.GetProperty("content").GetString()!, Location(entry, "location")!.Value));
            }

            first = first.Refusal is null ? (refusal, detail) : first;
        }

        return (proposals, first.Refusal, first.Detail);
    }

    private static int? Location(JsonElement entry, string name) =>
        !entry.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : value.ValueKind == JsonValueKind.String
        && int.TryParse(value.GetString(), System.Globalization.NumberStyles.Integer, System.Globalization.CultureInfo.InvariantCulture,
        out var parsed) ? parsed : null;

    private static OracleReply Refused(RefusalReason reason, string detail, string line) =>
        new() { Refusal = reason, Detail = detail, RawText = line };
}
