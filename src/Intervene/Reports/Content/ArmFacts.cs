namespace Intervene.Reports.Content;

/// <summary>The options that an arm trained with.</summary>
/// <param name="Arm">The arm's title.</param>
/// <param name="Options">Option and value, by dotted path.</param>
public sealed record ArmFacts(string Arm, IReadOnlyList<ReportFact> Options);
