namespace Intervene.Answers.Extraction;

/// <summary>Where a response's answer is looked for.</summary>
public sealed record ExtractionRules
{
    /// <summary>Where an answer may stand.</summary>
    public ExtractionMode Mode { get; init; } = ExtractionMode.Boxed;

    /// <summary>Whether a response that is one formula without any prose counts as its own answer when it holds no box.</summary>
    public bool BareFormula { get; init; }

    /// <summary>Whether text before the last end-of-reasoning mark is ignored.</summary>
    public bool CutReasoning { get; init; } = true;
}
