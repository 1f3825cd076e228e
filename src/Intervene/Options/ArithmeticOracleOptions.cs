namespace Intervene.Options;

/// <summary>The first false calculation, put right; needs no model and no reference.</summary>
public sealed record ArithmeticOracleOptions : OracleOptions;
