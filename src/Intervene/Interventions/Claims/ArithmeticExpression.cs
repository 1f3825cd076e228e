namespace Intervene.Interventions.Claims;

/// <summary>An expression of numbers as a step writes it.</summary>
internal sealed record ArithmeticExpression
{
    /// <summary>Its value.</summary>
    public required ClaimValue Value { get; init; }

    /// <summary>The number of the token after its last.</summary>
    public required int End { get; init; }

    /// <summary>The numbers in it, in the order of writing.</summary>
    public required IReadOnlyList<Rational> Numbers { get; init; }

    /// <summary>The expression in postfix order, or null where it holds more than numbers, signs, sums, products and quotients.</summary>
    public required IReadOnlyList<PostfixTerm>? Postfix { get; init; }

    /// <summary>How many operations it holds; 0 is a bare number.</summary>
    public required int Operations { get; init; }

    /// <summary>The words behind its numbers, in the order of writing, plural endings cut.</summary>
    public required IReadOnlyList<string> Units { get; init; }

    /// <summary>The most decimals that a number in it is written with; −1 where all are integers.</summary>
    public required int Decimals { get; init; }

    /// <summary>Whether a percent or degree sign stands in it.</summary>
    public required bool Signed { get; init; }

    /// <summary>Whether it is one fraction of two integers, perhaps with a sign.</summary>
    public bool IsFraction => Slash && Numbers.Count == 2 && Operations == 1 && Decimals < 0;

    /// <summary>Whether a division is written in it.</summary>
    public required bool Slash { get; init; }

    /// <summary>Where its last number begins and ends in the step.</summary>
    public required (int Start, int End) LastNumber { get; init; }

    /// <summary>The value of the last term of a sum; null where it is no sum.</summary>
    public required ClaimValue? LastTerm { get; init; }

    /// <summary>The first number, with its sign.</summary>
    public required ClaimValue First { get; init; }
}
