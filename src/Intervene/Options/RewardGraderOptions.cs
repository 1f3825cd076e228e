namespace Intervene.Options;

/// <summary>The program's own verifier as for training: a boxed answer alone counts.</summary>
public sealed record RewardGraderOptions : GraderOptions;
