namespace Intervene.Remote.Fleets;

/// <summary>What a server's log-probs are those of.</summary>
internal enum LogProbMeaning
{
    /// <summary>Not told: the model is sure of what it was probed with.</summary>
    Unknown,

    /// <summary>The logits divided by the temperature, before top-k, top-p and min-p: this program's own.</summary>
    Tempered,

    /// <summary>The logits as they are.</summary>
    Raw,

    /// <summary>What is left after top-k, top-p and min-p.</summary>
    Filtered,
}
