namespace Intervene.Reports.Content;

/// <summary>A part of a text that is set off.</summary>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is; 0 marks a place.</param>
/// <param name="Kind">Why it is set off.</param>
public readonly record struct ReportMark(int Start, int Length, ReportMarkKind Kind);
