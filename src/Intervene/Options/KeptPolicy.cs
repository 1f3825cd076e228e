namespace Intervene.Options;

/// <summary>Which step's weights are an arm's after reinforcement learning.</summary>
public enum KeptPolicy
{
    /// <summary>The last step's.</summary>
    Last,

    /// <summary>Those that do best on held-out problems, see <see cref="RlEvaluateOptions"/>.</summary>
    Best,
}
