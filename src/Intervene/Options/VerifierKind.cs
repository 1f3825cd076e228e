namespace Intervene.Options;

/// <summary>Presets of the answer verifier.</summary>
public enum VerifierKind
{
    /// <summary>For training: a boxed answer alone counts.</summary>
    Reward,

    /// <summary>For evaluation: any answer that a reader would find counts.</summary>
    Eval,
}
