using System.Buffers;
using System.Text.Json;
using Intervene.Rewards;
using Intervene.Serving.Hosting;
using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Rewards;

/// <summary>
/// OpenRLHF's <c>--reward.remote_url</c>: <c>{"query":[],"prompts":[],"labels":[]}</c> becomes <c>{"rewards":[],"scores":[],"extra_logs":{}}</c>,
/// with <c>verdicts</c> and <c>reasons</c> beside them. A query is the prompt and the response with special tokens; the prompt is cut off, for what
/// stands in it is no answer. A row without a grade has the reward null.
/// </summary>
internal static class OpenRlhfDoor
{
    private static readonly SearchValues<char> Names = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public static async Task AnswerAsync(HttpContext context, RowGrader grader)
    {
        using var body = await JsonBody.ReadAsync(context, context.RequestAborted).ConfigureAwait(false);
        var queries = body.RootElement.List("query").EnumerateArray().ToArray();
        var prompts = body.RootElement.List("prompts").EnumerateArray().ToArray();
        var labels = body.RootElement.List("labels").EnumerateArray().ToArray();
        if (prompts.Length != queries.Length || labels.Length != queries.Length)
        {
            throw new RequestFault(
                StatusCodes.Status400BadRequest, $"query, prompts and labels have {queries.Length}, {prompts.Length} and {labels.Length} rows: "
                    + $"expected as many in each.");
        }

        var grades = grader.Grade(queries.Length, i => Read(queries[i], prompts[i], labels[i]), context.RequestAborted);
        await JsonReply.SendAsync(context.Response, writer => Write(writer, grades)).ConfigureAwait(false);
    }

    private static RewardRow Read(JsonElement query, JsonElement prompt, JsonElement label)
    {
        var (whole, start) = (JsonFields.TextOf(query, "query"), JsonFields.TextOf(prompt, "prompts"));
        if (!whole.StartsWith(start, StringComparison.Ordinal))
        {
            throw RequestFault.Bad("The query does not begin with its prompt: expected prompt and response in one text.", "query");
        }

        return new RewardRow(RowGrader.Gold(label, "labels"), WithoutClosingTokens(whole[start.Length..]));
    }

    private static void Write(Utf8JsonWriter writer, Grade[] grades)
    {
        writer.WriteStartObject();
        foreach (var name in (ReadOnlySpan<string>)["rewards", "scores"])
        {
            writer.WriteStartArray(name);
            foreach (var grade in grades)
            {
                RowGrader.WriteReward(writer, grade);
            }

            writer.WriteEndArray();
        }

        writer.WriteStartObject("extra_logs");
        writer.WriteEndObject();
        WriteTexts(writer, "verdicts", grades.Select(grade => grade.Verdict));
        WriteTexts(writer, "reasons", grades.Select(grade => grade.Reason));
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string?> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    /// <summary>A response without the special tokens that end it, as tokenizers spell them: <c>&lt;|im_end|&gt;</c>, <c>&lt;/s&gt;</c>.</summary>
    private static string WithoutClosingTokens(string response)
    {
        var text = response.AsSpan().TrimEnd();
        while (text.EndsWith(">") && text.LastIndexOf('<') is >= 0 and var start && IsClosing(text[start..]))
        {
            text = text[..start].TrimEnd();
        }

        return text.Length == response.Length ? response : text.ToString();
    }

    private static bool IsClosing(ReadOnlySpan<char> token) =>
        (token.StartsWith("<|") && token.EndsWith("|>") && token.Length > 4 && token[2..^2].IndexOfAnyExcept(Names) < 0)
            || token is "<s>" or "</s>" or "<eos>" or "<pad>" or "<end_of_turn>";
}
