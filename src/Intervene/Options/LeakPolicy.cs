namespace Intervene.Options;

/// <summary>What becomes of a proposed step that states the final answer.</summary>
public enum LeakPolicy
{
    /// <summary>It is refused as <c>answer_leak</c>; the refusal holds score, rule and place.</summary>
    Refuse,

    /// <summary>It is kept; the correction holds score, rule and place.</summary>
    Report,

    /// <summary>Nobody looks.</summary>
    Off,
}
