namespace Intervene.Options;

/// <summary>The reference solution's step where the attempt departs from it; needs no model.</summary>
public sealed record ReferenceOracleOptions : OracleOptions;
