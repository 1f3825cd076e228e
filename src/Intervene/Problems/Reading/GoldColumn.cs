using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Files;
using Intervene.Options;
using Intervene.Problems.Golds;
using Intervene.Problems.Layouts;
using Intervene.Problems.Rows;

namespace Intervene.Problems.Reading;

/// <summary>The gold of a row: a text, a number with the digits that the file has, a list by the layout's rule, or the assistant's turn.</summary>
internal static class GoldColumn
{
    private const int MostAlternatives = 16;

    /// <summary>The texts that the answer column gives, and a reason where it gives none that can be used.</summary>
    /// <param name="value">The column's value.</param>
    /// <param name="layout">The layout, with its columns found.</param>
    public static (IReadOnlyList<string> Golds, string? Fault, string? Detail) Read(JsonNode? value, ProblemLayout layout)
    {
        if (value is not null && ChatTurns.Is(value))
        {
            return One(AnswerText.Find(ChatTurns.Reply(value), layout, inBox: true));
        }

        if (value is JsonObject)
        {
            return ([], "answer_is_an_object", null);
        }

        if ((value as JsonArray ?? WrittenList(value)) is not { } list)
        {
            return One(AnswerText.Find(ProblemRow.TextOf(value) ?? "", layout, layout.AnswerInBox));
        }

        if (list.Any(item => item is JsonObject or JsonArray))
        {
            return ([], "answer_is_an_object", null);
        }

        var golds = list.Select(item => AnswerText.Find(ProblemRow.TextOf(item)
            ?? "", layout, layout.AnswerInBox)).Where(gold => gold.Length > 0).ToList();
        return golds.Count <= 1 ? (golds, golds.Count == 0 ? "no_answer" : null, null) : layout.Answers switch
        {
            AnswerList.Any when golds.Count > MostAlternatives => ([], "several_golds", $"{golds.Count} alternatives, at most {MostAlternatives} "
                + $"are compared"),
            AnswerList.Any => (golds, null, null),
            AnswerList.All => ([string.Join(", ", golds)], null, null),
            AnswerList.First => ([golds[0]], null, null),
            _ => golds.TrueForAll(gold => GoldReader.Same(golds[0], gold)) ? ([golds[0]], null, null)
                : ([], "several_golds", $"{golds.Count} different values ({string.Join(" | ", golds.Take(3))}); say with answers: any, all or "
                    + $"first what the list means"),
        };
    }

    private static (IReadOnlyList<string> Golds, string? Fault, string? Detail) One(string gold) =>
        gold.Length == 0 ? ([], "no_answer", null) : ([gold], null, null);

    /// <summary>
    /// A list of quoted texts that was written into a cell, as CSV files hold it: <c>["2"]</c>, and Python's <c>['2']</c>. <c>[1,2]</c> is an answer.
    /// </summary>
    private static JsonArray? WrittenList(JsonNode? value)
    {
        var text = (ProblemRow.TextOf(value) ?? "").Trim();
        if (text is not (['[', '"', .., ']'] or ['[', '\'', .., ']']))
        {
            return null;
        }

        try
        {
            var json = text[1] == '"' ? text : text.Contains('"', StringComparison.Ordinal) ? ""
                : text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace('\'', '"');
            return JsonText.Node(json) is JsonArray list && list.All(item => item is JsonValue v && v.GetValueKind() == JsonValueKind.String)
                ? list : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
