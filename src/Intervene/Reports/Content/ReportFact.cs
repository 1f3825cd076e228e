namespace Intervene.Reports.Content;

/// <summary>A named value, as the report lists options and the environment.</summary>
/// <param name="Name">The name, e.g. <c>rl.group_size</c>.</param>
/// <param name="Value">The value as text.</param>
public sealed record ReportFact(string Name, string Value);
