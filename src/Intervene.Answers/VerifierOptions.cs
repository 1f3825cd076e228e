using Intervene.Answers.Comparison;
using Intervene.Answers.Extraction;
using Intervene.Answers.Latex;

namespace Intervene.Answers;

/// <summary>The switches of a verification; <see cref="For"/> gives the presets.</summary>
public sealed record VerifierOptions
{
    /// <summary>Where the answer is looked for.</summary>
    public ExtractionRules Extraction { get; init; } = new();

    /// <summary>How the answer is compared with the gold.</summary>
    public ComparisonRules Comparison { get; init; } = new();

    /// <summary>Units of work for one pair; the default is about 20 ms on one core.</summary>
    public long FuelBudget { get; init; } = 1_000_000;

    internal Readings Usual => Comparison.RepeatedFactorials ? Readings.Factorials : Readings.Default;

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

    /// <summary>The same switches, under which a response that is one formula without any prose is its own answer.</summary>
    public VerifierOptions WithBareFormula() => this with { Extraction = Extraction with { BareFormula = true } };

    private static readonly VerifierOptions RewardOptions = new();

    private static readonly VerifierOptions EvalOptions = new()
    {
        Extraction = new() { Mode = ExtractionMode.Lenient, BareFormula = true },
        Comparison = new() { AllowUnevaluated = true, DegreesAsRadians = true, AnyNoun = true },
    };

    private static readonly VerifierOptions MathVerifyOptions = EvalOptions with
    {
        Comparison = EvalOptions.Comparison with
        {
            Decimals = 6,
            CheckChains = false,
            JointReadings = false,
            IgnoreUnits = true,
            RelationForSet = false,
            TupleIsSet = true,
            RepeatedFactorials = true,
            RemainderIsNumber = true,
        },
    };

    private static readonly VerifierOptions HendrycksOptions = EvalOptions with
    {
        Comparison = EvalOptions.Comparison with { IgnorePercent = true, OrderedLists = true, IgnoreUnits = true },
    };

    private static readonly VerifierOptions Prm800kOptions = EvalOptions with { Comparison = EvalOptions.Comparison with { RequireReduced = true } };
}
