using Intervene.Answers.Extraction;

namespace Intervene.Answers;

/// <summary>The switches of a verification; <see cref="For"/> gives the presets.</summary>
public sealed record VerifierOptions
{
    /// <summary>Where an answer may stand.</summary>
    public ExtractionMode Extraction { get; init; } = ExtractionMode.Boxed;

    /// <summary>Whether a response that is one formula without any prose counts as its own answer when it holds no box.</summary>
    public bool BareFormula { get; init; }

    /// <summary>Whether text before the last end-of-reasoning mark is ignored.</summary>
    public bool CutReasoning { get; init; } = true;

    /// <summary>Whether a prediction may restate a sum, integral, limit or derivative.</summary>
    public bool AllowUnevaluated { get; init; }

    /// <summary>Whether every constant member of a chain <c>a=b=c</c> must agree.</summary>
    public bool CheckChains { get; init; } = true;

    /// <summary>Whether ambiguous notation in the gold may have its other meaning, on both sides at once.</summary>
    public bool JointReadings { get; init; } = true;

    /// <summary>Whether <c>x!!</c> is the factorial of a factorial instead of the double factorial.</summary>
    public bool RepeatedFactorials { get; init; }

    internal Latex.Readings Usual => RepeatedFactorials ? Latex.Readings.Factorials : Latex.Readings.Default;

    /// <summary>Whether lists are compared in the order of writing.</summary>
    public bool OrderedLists { get; init; }

    /// <summary>Whether a percent sign is ignored instead of meaning one hundredth.</summary>
    public bool IgnorePercent { get; init; }

    /// <summary>Whether <c>p</c> is accepted for the gold <c>p%</c>.</summary>
    public bool BarePercent { get; init; } = true;

    /// <summary>Whether units are ignored on both sides.</summary>
    public bool IgnoreUnits { get; init; }

    /// <summary>Whether nouns that are no units, such as <c>ways</c> and <c>choices</c>, may differ.</summary>
    public bool AnyNoun { get; init; }

    /// <summary>Whether a degree may stand for its value in radians.</summary>
    public bool DegreesAsRadians { get; init; }

    /// <summary>Whether the base of a numeral may be left out.</summary>
    public bool BaseOmitted { get; init; }

    /// <summary>Decimals to which inexact numbers are compared; 0 demands that decimals round to the gold.</summary>
    public int Decimals { get; init; }

    /// <summary>Whether a fraction must be reduced and an integer gold needs an integer.</summary>
    public bool RequireReduced { get; init; }

    /// <summary>Whether a tuple may stand for a set and the reverse, in the order of writing.</summary>
    public bool TupleIsSet { get; init; }

    /// <summary>Whether an interval or set may be given as a relation.</summary>
    public bool RelationForSet { get; init; } = true;

    /// <summary>Units of work for one pair; the default is about 20 ms on one core.</summary>
    public long FuelBudget { get; init; } = 1_000_000;

    /// <summary>The switches of a preset.</summary>
    /// <param name="preset">The preset.</param>
    /// <exception cref="ArgumentOutOfRangeException">The preset is not a named one.</exception>
    public static VerifierOptions For(Preset preset) => preset switch
    {
        Preset.Reward => RewardOptions,
        Preset.Eval => EvalOptions,
        Preset.MathVerifyCompat => MathVerifyOptions,
        Preset.HendrycksCompat => HendrycksOptions,
        Preset.Prm800kCompat => Prm800kOptions,
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, "Not a preset of the verifier."),
    };

    private static readonly VerifierOptions RewardOptions = new();

    private static readonly VerifierOptions EvalOptions = new()
    {
        Extraction = ExtractionMode.Lenient,
        BareFormula = true,
        AllowUnevaluated = true,
        DegreesAsRadians = true,
        AnyNoun = true,
        BaseOmitted = true,
    };

    private static readonly VerifierOptions MathVerifyOptions = EvalOptions with
    {
        Decimals = 6,
        CheckChains = false,
        JointReadings = false,
        IgnoreUnits = true,
        RelationForSet = false,
        TupleIsSet = true,
        RepeatedFactorials = true,
    };

    private static readonly VerifierOptions HendrycksOptions = EvalOptions with
    {
        IgnorePercent = true,
        OrderedLists = true,
        IgnoreUnits = true,
    };

    private static readonly VerifierOptions Prm800kOptions = EvalOptions with { RequireReduced = true };
}
