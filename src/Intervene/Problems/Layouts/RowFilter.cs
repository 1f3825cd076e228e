using System.Text.Json.Nodes;
using Intervene.Problems.Rows;

namespace Intervene.Problems.Layouts;

/// <summary>
/// Rows that count: those whose column has one of the values. A column may hold several, as a list or parted by commas; then each of them must be
/// one of the values.
/// </summary>
/// <param name="Column">A column's name or a dotted path.</param>
/// <param name="Values">The values, as text, without regard to case.</param>
public sealed record RowFilter(string Column, IReadOnlyList<string> Values)
{
    /// <summary>Whether a row counts; one without the column does.</summary>
    public bool Takes(ProblemRow row)
    {
        if (!row.Has(Column))
        {
            return true;
        }

        if (row.Value(Column) is JsonArray list)
        {
            return list.Count > 0 && list.All(item => IsOne(ProblemRow.TextOf(item) ?? ""));
        }

        var text = row.Text(Column) ?? "";
        return IsOne(text) || (text.Contains(',', StringComparison.Ordinal) && text.Split(',').All(part => IsOne(part.Trim())));
    }

    private bool IsOne(string text) => Values.Contains(text, StringComparer.OrdinalIgnoreCase);
}
