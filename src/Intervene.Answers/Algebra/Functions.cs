using System.Numerics;
using Intervene.Answers.Latex;

namespace Intervene.Answers.Algebra;

/// <summary>Certified values of named functions.</summary>
internal sealed class Functions(Evaluator evaluator, Assignment assignment, Fuel fuel)
{
    private readonly ComplexArithmetic math = evaluator.Math;

    private Complex One => Complex.Real(Ball.One);

    public Complex Value(Node node)
    {
        if (node.Name is "factorial" or "doublefactorial" or "binom" or "permutations" or "gcd" or "lcm" or "mod" or "det")
        {
            return Exact.Value(node, assignment, fuel) is { } exact ? Complex.Real(math.Reals.Of(exact)) : node.Name is "gcd" or "lcm"
                ? Complex.Real(math.Reals.Of(assignment[node]))
                : node.Name == "mod" && node.Children.Length == 2 ? Modulo(node)
                : throw new NoValueException($"{node.Name} of numbers that are not small integers");
        }

        return node.Name switch
        {
            "sqrt" => Exact.Value(node, assignment, fuel) is { } root ? Complex.Real(math.Reals.Of(root)) : math.Sqrt(evaluator.Value(node[0])),
            "root" => Root(node),
            "abs" or "norm" => Complex.Real(math.Abs(evaluator.Value(node[0]))),
            "exp" => math.Exp(evaluator.Value(node[0])),
            "ln" => math.Log(evaluator.Value(node[0])),
            "log" or "lg" => Log(node),
            "floor" => Complex.Real(Floor(node[0], false)),
            "ceil" => Complex.Real(Floor(node[0], true)),
            "max" or "min" => Extreme(node),
            "sign" => Complex.Real(Ball.Of(Sign(Real(node[0])))),
            "Re" => Complex.Real(evaluator.Value(node[0]).Re),
            "Im" => Complex.Real(evaluator.Value(node[0]).Im),
            _ => Trigonometric(node),
        };
    }

    private Complex Root(Node node) =>
        Exact.Value(node[1], assignment, fuel) is { IsInteger: true, Sign: > 0 } degree && degree.Numerator <= 1000
            ? math.Root(evaluator.Value(node[0]), (int)degree.Numerator)
            : math.Power(evaluator.Value(node[0]), math.Divide(One, evaluator.Value(node[1])));

    private Complex Log(Node node)
    {
        Complex value = math.Log(evaluator.Value(node[0]));
        Complex radix = node.Children.Length > 1 ? math.Log(evaluator.Value(node[1])) : math.Log(Complex.Real(Ball.Of(10)));
        return math.Divide(value, radix);
    }

    private Complex Modulo(Node node)
    {
        Complex quotient = math.Divide(evaluator.Value(node[0]), evaluator.Value(node[1]));
        Ball whole = Floor(quotient.IsReal ? quotient.Re : throw new NoValueException("a remainder of a complex number", true), false);
        return math.Subtract(evaluator.Value(node[0]), math.Multiply(evaluator.Value(node[1]), Complex.Real(whole)));
    }

    private Ball Real(Node node)
    {
        Complex value = evaluator.Value(node);
        return value.IsReal ? value.Re : throw new NoValueException("an order of complex numbers", true);
    }

    private static int Sign(Ball value) => value.IsExactZero ? 0 : value.Sign != 0 ? value.Sign : throw new NoValueException("a sign that is not certain");

    private Ball Floor(Node node, bool up) =>
        Exact.Value(node, assignment, fuel) is { } exact ? Ball.Of(up ? -(-exact).Floor() : exact.Floor()) : Floor(Real(node), up);

    private static Ball Floor(Ball value, bool up)
    {
        if (value.Exponent > 0)
        {
            return value.IsExact ? value : throw new NoValueException("a number known too coarsely");
        }

        if (value.Exponent < -100_000)
        {
            throw new NoValueException("a number too close to an integer");
        }

        (BigInteger low, BigInteger high) = value.Bounds;
        int shift = (int)-value.Exponent;
        BigInteger a = up ? -((-low) >> shift) : low >> shift;
        BigInteger b = up ? -((-high) >> shift) : high >> shift;
        return a == b ? Ball.Of(a) : throw new NoValueException("a number too close to an integer");
    }

    private Complex Extreme(Node node)
    {
        Ball best = Real(node[0]);
        for (int i = 1; i < node.Children.Length; i++)
        {
            Ball next = Real(node[i]);
            int order = math.Reals.Compare(next, best) ?? throw new NoValueException("an order that is not certain");
            best = order > 0 == (node.Name == "max") ? next : best;
        }

        return Complex.Real(best);
    }

    private Complex Trigonometric(Node node)
    {
        Complex x = Angle(node);
        switch (node.Name)
        {
            case "cis": return math.Exp(math.Multiply(Complex.I, x));
            case "sin": return math.SinCos(x).Sine;
            case "cos": return math.SinCos(x).Cosine;
            case "tan" or "cot" or "sec" or "csc":
                (Complex sine, Complex cosine) = math.SinCos(x);
                return node.Name switch
                {
                    "tan" => math.Divide(sine, cosine),
                    "cot" => math.Divide(cosine, sine),
                    "sec" => math.Divide(One, cosine),
                    _ => math.Divide(One, sine),
                };
            case "arctan": return Complex.Real(math.Elementary.Atan(RealOf(x)));
            case "arccot": return Complex.Real(math.Elementary.Angle(Ball.One, RealOf(x)));
            case "arcsin": return Arcsine(x);
            case "arccos": return math.Subtract(HalfPi(), Arcsine(x));
            case "arcsec": return math.Subtract(HalfPi(), Arcsine(math.Divide(One, x)));
            case "arccsc": return Arcsine(math.Divide(One, x));
            case "sinh" or "cosh" or "tanh" or "coth" or "sech" or "csch": return Hyperbolic(node.Name, x);
            case "arsinh": return math.Log(math.Add(x, math.Sqrt(math.Add(math.Multiply(x, x), One))));
            case "arcosh": return math.Log(math.Add(x, math.Multiply(math.Sqrt(math.Subtract(x, One)), math.Sqrt(math.Add(x, One)))));
            case "artanh": return math.Divide(math.Log(math.Divide(math.Add(One, x), math.Subtract(One, x))), Complex.Real(Ball.Of(2)));
            default: return Complex.Real(math.Reals.Of(assignment[node]));
        }
    }

    private Complex Angle(Node node)
    {
        if (node.Children.Length != 1)
        {
            throw new NoValueException($"{node.Name} of several arguments");
        }

        evaluator.Angles++;
        Complex value = evaluator.Value(node[0]);
        evaluator.Angles--;
        return value;
    }

    private static Ball RealOf(Complex x) => x.IsReal ? x.Re : throw new NoValueException("an inverse function of a complex number");

    private Complex HalfPi() => math.Divide(Complex.Real(math.Elementary.Pi), Complex.Real(Ball.Of(2)));

    private Complex Arcsine(Complex x)
    {
        Ball value = RealOf(x);
        Ball rest = math.Reals.Subtract(Ball.One, math.Reals.Multiply(value, value));
        if (rest.Sign < 0)
        {
            throw new NoValueException("the arcsine of a number beyond one", true);
        }

        return Complex.Real(math.Elementary.Angle(value, rest.IsExactZero ? Ball.Zero : math.Reals.Root(rest, 2)));
    }

    private Complex Hyperbolic(string name, Complex x)
    {
        Complex up = math.Exp(x);
        Complex down = math.Divide(One, up);
        Complex two = Complex.Real(Ball.Of(2));
        Complex sine = math.Divide(math.Subtract(up, down), two);
        Complex cosine = math.Divide(math.Add(up, down), two);
        return name switch
        {
            "sinh" => sine,
            "cosh" => cosine,
            "tanh" => math.Divide(sine, cosine),
            "coth" => math.Divide(cosine, sine),
            "sech" => math.Divide(One, cosine),
            _ => math.Divide(One, sine),
        };
    }
}
