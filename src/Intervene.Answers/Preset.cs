namespace Intervene.Answers;

/// <summary>Named sets of switches for the choices on which graders differ.</summary>
public enum Preset
{
    /// <summary>Strict: what a policy is rewarded for.</summary>
    Reward,

    /// <summary>Lenient extraction and notation: what a score is measured with.</summary>
    Eval,

    /// <summary>The policies of Math-Verify: six decimals, percent as a fraction, last member of a chain.</summary>
    MathVerifyCompat,

    /// <summary>The policies of the MATH release's grader: the percent sign is ignored, lists keep their order.</summary>
    HendrycksCompat,

    /// <summary>The policies of PRM800K's grader: fractions reduced, an integer for an integer.</summary>
    Prm800kCompat,
}
