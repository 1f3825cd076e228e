namespace Intervene.Options;

/// <summary>The program's own verifier as for evaluation: any answer that a reader would find counts.</summary>
public sealed record EvalGraderOptions : GraderOptions;
