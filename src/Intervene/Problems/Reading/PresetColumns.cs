using Intervene.Problems.Layouts;
using Intervene.Problems.Rows;

namespace Intervene.Problems.Reading;

/// <summary>
/// A preset's layout over a file of its set. Copies of a set name their columns differently and leave some out: a column that no row has gives way
/// to the common names. Numbers that fill holes have none, and stay.
/// </summary>
internal static class PresetColumns
{
    /// <summary>What is named, over those columns of the preset that there are.</summary>
    /// <param name="rows">The first rows.</param>
    /// <param name="named">What the user names; it stands whether there is such a column or not.</param>
    /// <param name="preset">The preset's layout.</param>
    /// <returns>The layout, and the preset's columns that are missing and not replaced by what is named, with their uses.</returns>
    public static (ProblemLayout Layout, IReadOnlyList<(string Use, string Column)> Absent) Over(
        IReadOnlyList<ProblemRow> rows, ProblemLayout named, ProblemLayout preset)
    {
        var absent = new List<(string Use, string Column)>();
        var hasAnswer = Found("answer", preset.Answer, named.Answer) is not null;
        var found = preset with
        {
            Id = Found("id", preset.Id, named.Id),
            Question = Found("question", preset.Question, named.Question),
            Answer = hasAnswer ? preset.Answer : null,
            AnswerInBox = preset.AnswerInBox && hasAnswer,
            AnswerAfter = hasAnswer ? preset.AnswerAfter : null,
            Solution = Found("solution", preset.Solution, named.Solution),
            Equation = Found("equation", preset.Equation, named.Equation),
        };
        return (named.Over(found), absent);

        string? Found(string use, string? column, string? instead)
        {
            if (string.IsNullOrEmpty(column) || rows.Any(row => ColumnText.Has(row, column)))
            {
                return column;
            }

            if (instead is null)
            {
                absent.Add((use, column));
            }

            return null;
        }
    }
}
