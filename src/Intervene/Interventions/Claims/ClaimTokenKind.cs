namespace Intervene.Interventions.Claims;

/// <summary>What a piece of a step is to the reader of claims.</summary>
internal enum ClaimTokenKind
{
    /// <summary>A number in digits.</summary>
    Number,

    /// <summary>A single letter: an unknown.</summary>
    Letter,

    /// <summary>A word of prose, or a unit.</summary>
    Word,

    /// <summary>One of <c>+ - * / ^ ! %</c> and the degree sign.</summary>
    Operator,

    /// <summary>One of <c>= ≈ &lt; &gt; ≤ ≥ ≠ ≡</c>.</summary>
    Relation,

    /// <summary>An opening bracket.</summary>
    Open,

    /// <summary>A closing bracket.</summary>
    Close,

    /// <summary>A LaTeX command or a named function that the reader knows, without its backslash.</summary>
    Function,

    /// <summary>What ends an expression: punctuation, a line's end, an arrow.</summary>
    Break,

    /// <summary>Anything else: an expression with it cannot be read.</summary>
    Other,
}
