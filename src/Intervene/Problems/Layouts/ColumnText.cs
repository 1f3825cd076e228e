using System.Text.RegularExpressions;
using Intervene.Problems.Rows;

namespace Intervene.Problems.Layouts;

/// <summary>Columns as layouts name them: one column, or a text with columns in braces.</summary>
public static partial class ColumnText
{
    /// <summary>The columns or paths that a name speaks of.</summary>
    /// <param name="name">A column, a path, or a text with columns in braces.</param>
    public static IReadOnlyList<string> Columns(string name) =>
        InBraces().Matches(name) is { Count: > 0 } found ? [.. found.Select(match => match.Groups[1].Value)] : [name];

    /// <summary>Whether a name is a text with columns in braces.</summary>
    /// <param name="name">A column, a path, or such a text.</param>
    public static bool IsTemplate(string name) => InBraces().IsMatch(name);

    /// <summary>Whether a row has all columns of a name.</summary>
    /// <param name="row">The row.</param>
    /// <param name="name">A column, a path, or a text with columns in braces.</param>
    public static bool Has(ProblemRow row, string name) => Columns(name).All(row.Has);

    /// <summary>The text of a name in a row, columns filled in; empty where a column is.</summary>
    /// <param name="row">The row.</param>
    /// <param name="name">A column, a path, or a text with columns in braces.</param>
    public static string Of(ProblemRow row, string name) =>
        IsTemplate(name) ? InBraces().Replace(name, match => row.Text(match.Groups[1].Value) ?? "").Trim() : row.Text(name) ?? "";

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex InBraces();
}
