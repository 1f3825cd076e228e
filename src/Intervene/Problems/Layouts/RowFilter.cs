using Intervene.Problems.Rows;

namespace Intervene.Problems.Layouts;

/// <summary>Rows that count: those whose column has one of the values.</summary>
/// <param name="Column">A column's name or a dotted path.</param>
/// <param name="Values">The values, as text, without regard to case.</param>
public sealed record RowFilter(string Column, IReadOnlyList<string> Values)
{
    /// <summary>Whether a row counts; one without the column does.</summary>
    public bool Takes(ProblemRow row) => !row.Has(Column) || Values.Contains(row.Text(Column) ?? "", StringComparer.OrdinalIgnoreCase);
}
