namespace Intervene.Answers.Comparison;

/// <summary>The choices on which graders differ when they compare an answer with a gold.</summary>
public sealed record ComparisonRules
{
    /// <summary>Whether a prediction may restate a sum, integral, limit or derivative.</summary>
    public bool AllowUnevaluated { get; init; }

    /// <summary>Whether every constant member of a chain <c>a=b=c</c> must agree.</summary>
    public bool CheckChains { get; init; } = true;

    /// <summary>Whether ambiguous notation in the gold may have its other meaning, on both sides at once.</summary>
    public bool JointReadings { get; init; } = true;

    /// <summary>Whether <c>x!!</c> is the factorial of a factorial instead of the double factorial.</summary>
    public bool RepeatedFactorials { get; init; }

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

    /// <summary>Decimals to which inexact numbers are compared; 0 demands that decimals round to the gold.</summary>
    public int Decimals { get; init; }

    /// <summary>Whether a fraction must be reduced and an integer gold needs an integer.</summary>
    public bool RequireReduced { get; init; }

    /// <summary>Whether a tuple may stand for a set and the reverse, in the order of writing.</summary>
    public bool TupleIsSet { get; init; }

    /// <summary>Whether <c>a mod n</c> may be given for its value.</summary>
    public bool RemainderIsNumber { get; init; }

    /// <summary>Whether an interval or set may be given as a relation.</summary>
    public bool RelationForSet { get; init; } = true;
}
