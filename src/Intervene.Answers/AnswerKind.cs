namespace Intervene.Answers;

/// <summary>What sort of thing an answer is, by its form.</summary>
public enum AnswerKind
{
    /// <summary>Nothing that the grammar reads.</summary>
    Unreadable,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A fraction of whole numbers.</summary>
    Fraction,

    /// <summary>A number written with a decimal point.</summary>
    Decimal,

    /// <summary>A number of hundredths, with its sign.</summary>
    Percent,

    /// <summary>A number in closed form, such as <c>2\sqrt3</c> or <c>\pi/4</c>.</summary>
    Constant,

    /// <summary>A number with a unit, a currency or degrees.</summary>
    Quantity,

    /// <summary>A numeral with its base.</summary>
    Numeral,

    /// <summary>A ratio or a time of day.</summary>
    Ratio,

    /// <summary>An expression in variables.</summary>
    Expression,

    /// <summary>An equation.</summary>
    Equation,

    /// <summary>An interval, an inequality, or a set of reals given by them.</summary>
    Region,

    /// <summary>Several values whose order does not count.</summary>
    List,

    /// <summary>Coordinates: several values in order.</summary>
    Tuple,

    /// <summary>A matrix or a vector in columns.</summary>
    Matrix,

    /// <summary>The letter of a choice.</summary>
    Choice,

    /// <summary>Words.</summary>
    Text,
}
