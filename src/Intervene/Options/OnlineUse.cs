namespace Intervene.Options;

/// <summary>How an intervention that was accepted during reinforcement learning joins it.</summary>
public enum OnlineUse
{
    /// <summary>Every second visit of its problem begins behind the corrected step; prefix and step have no loss.</summary>
    StartState,

    /// <summary>Prefix and corrected step are cloned beside the policy's loss, weighed by a coefficient.</summary>
    SftTerm,
}
