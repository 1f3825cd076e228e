namespace Intervene.Answers.Extraction;

/// <summary>Where an answer may stand in a response.</summary>
public enum ExtractionMode
{
    /// <summary>In the last box, and nowhere else.</summary>
    Boxed,

    /// <summary>As <see cref="Boxed"/>, or after <c>####</c>, in <c>&lt;answer&gt;</c>, or after words such as "the answer is".</summary>
    Anchored,

    /// <summary>As <see cref="Anchored"/>, or the last bold text, formula, bracket or number.</summary>
    Lenient,
}
