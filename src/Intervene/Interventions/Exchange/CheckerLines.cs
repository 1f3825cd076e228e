using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Files;

namespace Intervene.Interventions.Exchange;

/// <summary>The lines between Intervene and a checker: an attempt out, what was found in.</summary>
/// <remarks>
/// Out: <c>{id, problem, answer, reference, steps}</c>. In: <c>{id, proposals: [{location, content}], error_location, reason}</c>; locations count
/// from 1, and all but <c>id</c> may be missing. A reply may repeat what was sent out; steps in it must be those of the attempt.
/// </remarks>
public static class CheckerLines
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line of a question, without a line end.</summary>
    /// <param name="question">The question.</param>
    public static string Write(OracleQuestion question) => Row(question).ToJsonString(Json);

    /// <summary>
    /// The line of a question with room for the reply, for a person or a program that fills it in: what a checker is asked, the steps with their
    /// numbers, a prompt, and an empty proposal.
    /// </summary>
    /// <param name="question">The question.</param>
    /// <param name="prompt">The messages that a language model would be sent, each with role and content; null where there is no prompt.</param>
    public static string Sheet(OracleQuestion question, JsonArray? prompt)
    {
        var row = Row(question);
        row["numbered_steps"] = string.Join("\n\n", question.Steps.Select((step, i) => FormattableString.Invariant($"[{i + 1}] {step}")));
        row["prompt"] = prompt;
        row["error_location"] = null;
        row["proposals"] = new JsonArray(new JsonObject { ["location"] = null, ["content"] = "" });
        row["reason"] = null;
        return row.ToJsonString(Json);
    }

    /// <summary>The id of a reply, or null where the line is no object with one.</summary>
    /// <param name="line">The line.</param>
    public static string? Id(string line)
    {
        try
        {
            using var document = JsonText.Document(line);
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
            using var document = JsonText.Document(line);
            return document.RootElement.ValueKind != JsonValueKind.Object ? Refused(RefusalReason.Unparsable, "the reply is no JSON object", line)
                : Id(line) != question.Id ? Refused(RefusalReason.Unparsable, $"the reply is about \"{Id(line)}\", not about \"{question.Id}\"", line)
                : IsOfOther(document.RootElement, question) ? Refused(RefusalReason.Unparsable,
                    $"the reply has other steps than the attempt \"{question.Id}\": it is about another run's", line)
                : Read(document.RootElement, question.Steps.Count, line);
        }
        catch (JsonException fault)
        {
            return Refused(RefusalReason.Unparsable, $"the reply is not valid JSON: {fault.Message}", line);
        }
    }

    private static JsonObject Row(OracleQuestion question) => new()
    {
        ["id"] = question.Id,
        ["problem"] = question.Question,
        ["answer"] = question.Gold,
        ["reference"] = question.ReferenceSolution,
        ["steps"] = new JsonArray([.. question.Steps.Select(step => JsonValue.Create(step))]),
    };

    private static OracleReply Read(JsonElement reply, int steps, string line)
    {
        var reason = reply.TryGetProperty("reason", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        var error = Location(reply, "error_location");
        if (error is { } place && (place < 1 || place > steps))
        {
            return Refused(RefusalReason.LocationOutOfRange, $"error_location {place} of {steps} steps", line);
        }

        var (proposals, refusal, detail) = Proposals(reply, steps);
        if (proposals.Count == 0 && refusal is null && error is null && reason is null && HasBlanks(reply))
        {
            return Refused(RefusalReason.Abstained, "the line is not filled in", line);
        }

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

    /// <summary>Whether a reply repeats the steps that it is about, and they are not the question's.</summary>
    private static bool IsOfOther(JsonElement reply, OracleQuestion question) =>
        reply.TryGetProperty("steps", out var steps) && steps.ValueKind == JsonValueKind.Array
        && !steps.EnumerateArray().Select(step => step.ValueKind == JsonValueKind.String ? step.GetString() : null).SequenceEqual(question.Steps);

    private static bool HasBlanks(JsonElement reply) =>
        reply.TryGetProperty("proposals", out var list) && list.ValueKind == JsonValueKind.Array && list.EnumerateArray().Any(IsBlank);

    /// <summary>Whether a proposal is the empty one of a sheet.</summary>
    private static bool IsBlank(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object
        && (!entry.TryGetProperty("location", out var location) || location.ValueKind == JsonValueKind.Null)
        && (!entry.TryGetProperty("content", out var content) || content.ValueKind == JsonValueKind.Null
            || (content.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(content.GetString())));

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

        foreach (var entry in list.EnumerateArray().Where(entry => !IsBlank(entry)))
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
