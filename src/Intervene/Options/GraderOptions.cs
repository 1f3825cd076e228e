namespace Intervene.Options;

/// <summary>What decides the reward: the program's own verifier, or one of the user's.</summary>
[OptionKind("reward", typeof(RewardGraderOptions))]
[OptionKind("eval", typeof(EvalGraderOptions))]
[OptionKind("command", typeof(CommandGraderOptions))]
[OptionKind("http", typeof(HttpGraderOptions))]
public abstract record GraderOptions;
