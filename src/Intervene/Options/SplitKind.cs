namespace Intervene.Options;

/// <summary>Where a rollout is cut into steps.</summary>
public enum SplitKind
{
    /// <summary>At separators, which are blank lines by default.</summary>
    Separators,

    /// <summary>At separators and before discourse markers such as "Wait" that begin a line or a sentence (paper, section 4.1).</summary>
    Discourse,
}
