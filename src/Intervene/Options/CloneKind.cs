namespace Intervene.Options;

/// <summary>Which part of an example has a loss (paper, section 4.2).</summary>
public enum CloneKind
{
    /// <summary>The rollout's prefix and the intervention.</summary>
    PrefixAndIntervention,

    /// <summary>The intervention; the prefix is context.</summary>
    InterventionOnly,

    /// <summary>Prefix, intervention and the continuation of a correct guided rollout.</summary>
    WithSuffix,
}
