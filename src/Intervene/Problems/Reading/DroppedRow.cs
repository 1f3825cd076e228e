namespace Intervene.Problems.Reading;

/// <summary>A row that is no problem.</summary>
/// <param name="Reason">
/// <c>malformed_row</c> (a CSV row of other length than the header, an empty object), <c>empty_question</c>, <c>no_answer</c>,
/// <c>duplicate_question</c>, <c>duplicate_id</c>.
/// </param>
/// <param name="Where">File and line, or file and row.</param>
public sealed record DroppedRow(string Reason, string Where);
