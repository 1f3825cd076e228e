namespace Intervene.Interventions;

/// <summary>How a text gives an answer away, the plainest way first.</summary>
public enum LeakRule
{
    /// <summary>The text is the answer, or boxes it.</summary>
    Boxed,

    /// <summary>The text calls it the answer or the result.</summary>
    Announced,

    /// <summary>A calculation or an unknown comes out as the answer.</summary>
    Equation,

    /// <summary>A sentence concludes with it, in digits or in words.</summary>
    Conclusion,

    /// <summary>The answer's value occurs, and nothing says that it is the result.</summary>
    Occurrence,

    /// <summary>The text does the work of the reference solution, without its result.</summary>
    Operations,
}
