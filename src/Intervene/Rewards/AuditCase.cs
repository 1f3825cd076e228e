namespace Intervene.Rewards;

/// <summary>A response to be looked at again.</summary>
/// <param name="Where">File and line, or problem and sample.</param>
/// <param name="Gold">The gold answer.</param>
/// <param name="Response">The response.</param>
public sealed record AuditCase(string Where, string Gold, string Response);
