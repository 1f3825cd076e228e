namespace Intervene.Answers;

/// <summary>What a verification found.</summary>
public enum Outcome
{
    /// <summary>The answer equals the gold.</summary>
    Correct,

    /// <summary>The answer was read and differs from the gold.</summary>
    Wrong,

    /// <summary>The response holds no answer in a place that the preset accepts.</summary>
    NoAnswer,

    /// <summary>The gold or the answer is not a form that the grammar reads.</summary>
    Unparsable,

    /// <summary>The comparison used its whole budget, or its tiers ended without a proof either way.</summary>
    OutOfFuel,
}
