using System.Text;
using Intervene.Reports.Content;

namespace Intervene.Reports.Html;

/// <summary>The rows of the table of all problems, for the page's script.</summary>
internal static class ProblemRows
{
    /// <summary>Bytes of the rows in the page.</summary>
    public const int MostBytes = 1_250_000;

    private const int LongestSource = 60;

    /// <summary>How long questions and answers may be, from the roomiest row to the barest.</summary>
    private static readonly (int Question, int Answer)[] Lengths = [(160, 40), (80, 40), (40, 20), (0, 20), (0, 0)];

    /// <summary>The rows as JSON, their questions as long as room is, and how many there are: all, or those for which there is room.</summary>
    public static (string Json, int Rows, int QuestionLength) Of(ReportData data, ReadingShelf shelf)
    {
        foreach (var length in Lengths)
        {
            var json = Json(data, shelf, data.Problems, length);
            if (Encoding.UTF8.GetByteCount(json) <= MostBytes)
            {
                return (json, data.Problems.Count, length.Question);
            }
        }

        var none = new OrderedDictionary<string, int>();
        var bytes = data.Problems.Select(problem => Encoding.UTF8.GetByteCount(Row(shelf, problem, default, [], none)) + 2).ToArray();
        var (rows, left) = (0, MostBytes - 4096);
        while (rows < bytes.Length && bytes[rows] <= left)
        {
            left -= bytes[rows++];
        }

        return (Json(data, shelf, [.. data.Problems.Take(rows)], default), rows, 0);
    }

    private static string Json(ReportData data, ReadingShelf shelf, IReadOnlyList<ReportProblem> problems, (int Question, int Answer) length)
    {
        var sources = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var problem in problems)
        {
            sources.TryAdd(Short(problem.Problem.Source, LongestSource), sources.Count);
        }

        int[] samples = [.. data.Policies.Select((_, i) => problems.Select(problem => problem.Policies[i].Samples).DefaultIfEmpty(0).Max())];
        return new StringBuilder("{\"policies\":").Append(PageJson.Of(data.Policies)).Append(",\"samples\":").Append(PageJson.Of(samples))
            .Append(",\"sources\":").Append(PageJson.Of(sources.Keys))
            .Append(",\"rows\":[\n").AppendJoin(",\n", problems.Select(problem => Row(shelf, problem, length, samples, sources)))
            .Append("]}").ToString();
    }

    /// <summary>One row: the order of its values is that in which <c>page.js</c> takes them.</summary>
    private static string Row(
        ReadingShelf shelf, ReportProblem row, (int Question, int Answer) length, int[] samples, OrderedDictionary<string, int> sources) =>
        PageJson.Of<object?[]>(
        [
            row.Problem.Id, row.Split is { } split ? (int)split : -1, Short(row.Problem.Question, length.Question),
            Short(row.Problem.Answer, length.Answer), sources.GetValueOrDefault(Short(row.Problem.Source, LongestSource)), row.Mined.Correct,
            row.Mined.Samples, row.Attempts, row.Proposed, row.Working, row.Kept,
            shelf.PlaceOf(row.Problem.Id) ?? -1,
            .. row.Policies.Select<SolvedCount, object?>((count, i) => count.Samples == 0 ? null
                : i < samples.Length && count.Samples == samples[i] ? count.Correct : new[] { count.Correct, count.Samples }),
        ]);

    private static string Short(string text, int length)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        if (line.Length <= length)
        {
            return line;
        }

        var end = length > 0 && char.IsHighSurrogate(line[length - 1]) ? length - 1 : length;
        return end == 0 ? "" : line[..end] + "…";
    }
}
