using Intervene.Answers.Algebra;
using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;


namespace Intervene.Answers.Comparison;

/// <summary>Decides equality of scalar expressions by tiers: structure, rationals, residues, balls.</summary>
internal sealed class Scalars(Fuel fuel)
{
    private const int EnoughPoints = 4;

    private const int EnoughBeyond = 3;

    private const int CostOfException = 3000;

    private static readonly int[] Precisions = [256, 1280];

    private enum Agreement
    {
        Equal,
        Different,
        Skipped,
        OutOfReach,
        Unknown,
    }

    /// <summary>Whether two expressions have the same value wherever both have one.</summary>
    public Match Compare(Node a, Node b)
    {
        a = Divisors.Rewrite(a, fuel);
        b = Divisors.Rewrite(b, fuel);
        if (a.Kind == NodeKind.Unevaluated && b.Kind == NodeKind.Unevaluated && a.Name == b.Name && a.Name is not ("sum" or "prod"))
        {
            return Parts(a, b);
        }

        var variables = Forms.HasVariables(a) || Forms.HasVariables(b);
        try
        {
            var x = Exact.Value(a, null, fuel);
            var y = Exact.Value(b, null, fuel);
            if (x is { } left && y is { } right)
            {
                return new Match(left.Equals(right), "rational");
            }
        }
        catch (NoValueException)
        {
            return Match.No("undefined");
        }

        if (a.Equals(b))
        {
            return Match.Yes("structure");
        }

        if (Infinity(a) is var p && Infinity(b) is var q && (p != 0 || q != 0))
        {
            return new Match(p == q, "infinity");
        }

        var integers = Forms.NeedsIntegers(a) || Forms.NeedsIntegers(b);
        return ByResidues(a, b, variables, integers) ?? ByBalls(a, b, variables, integers);
    }

    private Match Parts(Node a, Node b)
    {
        var same = a.Children.Length == b.Children.Length;
        for (var i = 0; i < a.Children.Length && same; i++)
        {
            same = a[i].Equals(b[i]) || (a[i].Kind is not (NodeKind.Text or NodeKind.Relation)
                && b[i].Kind is not (NodeKind.Text or NodeKind.Relation) && Compare(a[i], b[i]).IsYes);
        }

        return new Match(same, "unevaluated");
    }

    /// <summary>The certain order of two real constants; null when it is not certain.</summary>
    public int? Order(Node a, Node b)
    {
        var p = Infinity(a);
        var q = Infinity(b);
        if (p != 0 || q != 0)
        {
            return p.CompareTo(q);
        }

        if (Fraction(a) is { } left && Fraction(b) is { } right)
        {
            return left.CompareTo(right);
        }

        if (Compare(a, b) is { IsYes: true })
        {
            return 0;
        }

        foreach (var precision in Precisions)
        {
            try
            {
                Evaluator evaluator = new(precision, new Assignment(0, false), fuel);
                var gap = evaluator.Math.Subtract(evaluator.Value(a), evaluator.Value(b));
                if (gap.IsReal && gap.Re.Sign != 0)
                {
                    return gap.Re.Sign;
                }
            }
            catch (NoValueException)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The exact value of a constant; null when it is irrational or out of reach.</summary>
    public Rational? Fraction(Node constant)
    {
        try
        {
            return Exact.Value(constant, null, fuel);
        }
        catch (NoValueException)
        {
            return null;
        }
    }

    /// <summary>The double nearest to a real constant; null when it has no real value.</summary>
    public double? Nearest(Node constant)
    {
        try
        {
            return new Evaluator(Precisions[0], new Assignment(0, false), fuel).Value(constant) is { IsReal: true } real ? real.Re.ToDouble() : null;
        }
        catch (NoValueException)
        {
            return null;
        }
    }

    /// <summary>Whether a constant rounds to a literal at the literal's own last digit; null when the order is not certain.</summary>
    public bool? Rounds(Node value, Node literal)
    {
        var half = Rational.Of(1, 2 * System.Numerics.BigInteger.Pow(10, Math.Max(0, literal.Decimals)));
        return Order(Node.Number(literal.Value - half), value) is { } low && Order(value, Node.Number(literal.Value + half)) is { } high ? low <= 0
            && high <= 0 : null;
    }

    /// <summary>1 or -1 for a signed infinity, else 0.</summary>
    public static int Infinity(Node node) => node switch
    {
        { Kind: NodeKind.Constant, Name: "infinity" } => 1,
        { Kind: NodeKind.Negate } => -Infinity(node[0]),
        _ => 0,
    };

    private Match? ByResidues(Node a, Node b, bool variables, bool integers)
    {
        var agreed = 0;
        for (var point = 0; point < (variables ? 3 : 1); point++)
        {
            foreach (var prime in Residues.Primes)
            {
                try
                {
                    Residues residues = new(prime, new Assignment(point, integers), fuel);
                    if (residues.Value(a) is not { } x || residues.Value(b) is not { } y)
                    {
                        return null;
                    }

                    if (x != y)
                    {
                        return Match.No("residues");
                    }

                    agreed++;
                }
                catch (NoValueException)
                {
                    return null;
                }
            }
        }

        return agreed > 0 ? Match.Yes("residues") : null;
    }

    private Match ByBalls(Node a, Node b, bool variables, bool integers)
    {
        var complex = Forms.IsComplex(a) || Forms.IsComplex(b);
        foreach ((var whole, var principal) in Passes(variables, integers))
        {
            var agreed = 0;
            var beyond = 0;
            var points = variables ? Assignment.Points : 1;
            for (var point = 0; point < points; point++)
            {
                switch (At(a, b, new Assignment(point, whole), complex || !variables || principal, variables))
                {
                    case Agreement.Different: return Match.No("balls");
                    case Agreement.Equal: agreed++; break;
                    case Agreement.Unknown: return Match.Unknown("balls");
                    case Agreement.OutOfReach when ++beyond == EnoughBeyond || !variables: return Match.Unknown("out-of-reach");
                }

                if (agreed == EnoughPoints)
                {
                    break;
                }
            }

            if (agreed >= (variables ? 3 : 1))
            {
                return Match.Yes("balls");
            }
        }

        return variables ? Match.Unknown("no-common-domain") : Match.No("undefined");
    }

    /// <summary>Real sample points, then whole ones, then principal values where no point is real on both sides.</summary>
    private static (bool Whole, bool Principal)[] Passes(bool variables, bool integers) =>
        !variables ? [(false, false)] : integers ? [(true, false), (true, true)] : [(false, false), (true, false), (false, true)];

    private Agreement At(Node a, Node b, Assignment assignment, bool complex, bool variables)
    {
        foreach (var precision in Precisions)
        {
            Evaluator evaluator = new(precision, assignment, fuel);
            if (Try(evaluator, a, out var undefined) is not { } x || Try(evaluator, b, out undefined) is not { } y)
            {
                return undefined ? Agreement.Skipped : Agreement.OutOfReach;
            }

            if (!complex && !(x.IsReal && y.IsReal))
            {
                return Agreement.Skipped;
            }

            // A constant must agree at the high precision too: 30-digit coincidences are many, 300-digit ones are not.
            var last = precision == Precisions[^1] || variables;
            var re = Close(evaluator, x.Re, y.Re, x, precision);
            var im = Close(evaluator, x.Im, y.Im, x, precision);
            if (re == Agreement.Different || im == Agreement.Different)
            {
                return Agreement.Different;
            }

            if (last && re == Agreement.Equal && im == Agreement.Equal)
            {
                return Agreement.Equal;
            }
        }

        return Agreement.Unknown;
    }

    private ComplexBall? Try(Evaluator evaluator, Node node, out bool undefined)
    {
        undefined = false;
        try
        {
            return evaluator.Value(node);
        }
        catch (NoValueException e)
        {
            undefined = e.IsUndefined;
            fuel.Charge(CostOfException);
            return null;
        }
    }

    private static Agreement Close(Evaluator evaluator, Ball x, Ball y, ComplexBall whole, int precision)
    {
        var gap = evaluator.Math.Reals.Subtract(x, y);
        if (!gap.ContainsZero)
        {
            return Agreement.Different;
        }

        if (gap.IsExactZero)
        {
            return Agreement.Equal;
        }

        // Equal when the enclosure is tight beside the value itself, or, for a zero, when it is tighter than any root bound in use.
        var size = System.Math.Max(whole.Re.Magnitude, whole.Im.Magnitude);
        var sizeIsCertain = whole.Re.Sign != 0 || whole.Im.Sign != 0;
        return sizeIsCertain && gap.Error < size - (precision * 3 / 4) ? Agreement.Equal
            : !sizeIsCertain && gap.Error < -700 ? Agreement.Equal
            : Agreement.Unknown;
    }
}
