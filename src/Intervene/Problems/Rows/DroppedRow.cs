namespace Intervene.Problems.Rows;

/// <summary>A row that is left out.</summary>
/// <param name="Reason">The reason in snake_case, by which rows are counted, e.g. <c>invalid_utf8</c> or <c>no_answer</c>.</param>
/// <param name="Where">File and line, or file and row.</param>
/// <param name="Detail">What was found, in words; null where the reason says it all.</param>
public sealed record DroppedRow(string Reason, string Where, string? Detail = null);
