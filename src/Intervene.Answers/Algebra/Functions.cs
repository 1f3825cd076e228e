using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;

namespace Intervene.Answers.Algebra;

/// <summary>Certified values of named functions.</summary>
internal sealed class Functions(Evaluator evaluator, Assignment assignment, Fuel fuel)
{
    private readonly ComplexArithmetic _math = evaluator.Math;

    private ComplexBall One => ComplexBall.Real(Ball.One);

    public ComplexBall Value(Node node)
    {
        if (node.Name is "factorial" or "doublefactorial" or "binom" or "permutations" or "gcd" or "lcm" or "mod" or "det")
        {
            return Exact.Value(node, assignment, fuel) is { } exact ? ComplexBall.Real(_math.Reals.Of(exact)) : node.Name is "gcd" or "lcm"
                ? ComplexBall.Real(_math.Reals.Of(assignment[node]))
                : node.Name == "mod" && node.Children.Length == 2 ? Modulo(node)
                : throw new NoValueException($"{node.Name} of numbers that are not small integers");
        }

        return node.Name switch
        {
            "sqrt" => Exact.Value(node, assignment, fuel) is { } root ? ComplexBall.Real(_math.Reals.Of(root)) : _math.Sqrt(evaluator.Value(node[0])),
            "root" => Root(node),
            "abs" or "norm" => ComplexBall.Real(_math.Abs(evaluator.Value(node[0]))),
            "exp" => _math.Exp(evaluator.Value(node[0])),
            "ln" => _math.Log(evaluator.Value(node[0])),
            "log" or "lg" => Log(node),
            "floor" => ComplexBall.Real(Floor(node[0], false)),
            "ceil" => ComplexBall.Real(Floor(node[0], true)),
            "max" or "min" => Extreme(node),
            "sign" => ComplexBall.Real(Ball.Of(Sign(Real(node[0])))),
            "Re" => ComplexBall.Real(evaluator.Value(node[0]).Re),
            "Im" => ComplexBall.Real(evaluator.Value(node[0]).Im),
            _ => Trigonometric(node),
        };
    }

    private ComplexBall Root(Node node) =>
        Exact.Value(node[1], assignment, fuel) is { IsInteger: true, Sign: > 0 } degree && degree.Numerator <= 1000
            ? _math.Root(evaluator.Value(node[0]), (int)degree.Numerator)
            : _math.Power(evaluator.Value(node[0]), _math.Divide(One, evaluator.Value(node[1])));

    private ComplexBall Log(Node node)
    {
        var value = _math.Log(evaluator.Value(node[0]));
        var radix = node.Children.Length > 1 ? _math.Log(evaluator.Value(node[1])) : _math.Log(ComplexBall.Real(Ball.Of(10)));
        return _math.Divide(value, radix);
    }

    private ComplexBall Modulo(Node node)
    {
        var quotient = _math.Divide(evaluator.Value(node[0]), evaluator.Value(node[1]));
        var whole = Floor(quotient.IsReal ? quotient.Re : throw new NoValueException("a remainder of a complex number", true), false);
        return _math.Subtract(evaluator.Value(node[0]), _math.Multiply(evaluator.Value(node[1]), ComplexBall.Real(whole)));
    }

    private Ball Real(Node node)
    {
        var value = evaluator.Value(node);
        return value.IsReal ? value.Re : throw new NoValueException("an order of complex numbers", true);
    }

    private static int Sign(Ball value) => value.IsExactZero ? 0 : value.Sign != 0 ? value.Sign
        : throw new NoValueException("a sign that is not certain");

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

        var (low, high) = value.Bounds;
        var shift = (int)-value.Exponent;
        var a = up ? -((-low) >> shift) : low >> shift;
        var b = up ? -((-high) >> shift) : high >> shift;
        return a == b ? Ball.Of(a) : throw new NoValueException("a number too close to an integer");
    }

    private ComplexBall Extreme(Node node)
    {
        var best = Real(node[0]);
        for (var i = 1; i < node.Children.Length; i++)
        {
            var next = Real(node[i]);
            var order = _math.Reals.Compare(next, best) ?? throw new NoValueException("an order that is not certain");
            best = order > 0 == (node.Name == "max") ? next : best;
        }

        return ComplexBall.Real(best);
    }

    private ComplexBall Trigonometric(Node node)
    {
        var x = Angle(node);
        switch (node.Name)
        {
            case "cis": return _math.Exp(_math.Multiply(ComplexBall.I, x));
            case "sin": return _math.SinCos(x).Sine;
            case "cos": return _math.SinCos(x).Cosine;
            case "tan" or "cot" or "sec" or "csc":
                var (sine, cosine) = _math.SinCos(x);
                return node.Name switch
                {
                    "tan" => _math.Divide(sine, cosine),
                    "cot" => _math.Divide(cosine, sine),
                    "sec" => _math.Divide(One, cosine),
                    _ => _math.Divide(One, sine),
                };
            case "arctan": return ComplexBall.Real(_math.Elementary.Atan(RealOf(x)));
            case "arccot": return ComplexBall.Real(_math.Elementary.Angle(Ball.One, RealOf(x)));
            case "arcsin": return Arcsine(x);
            case "arccos": return _math.Subtract(HalfPi(), Arcsine(x));
            case "arcsec": return _math.Subtract(HalfPi(), Arcsine(_math.Divide(One, x)));
            case "arccsc": return Arcsine(_math.Divide(One, x));
            case "sinh" or "cosh" or "tanh" or "coth" or "sech" or "csch": return Hyperbolic(node.Name, x);
            case "arsinh": return _math.Log(_math.Add(x, _math.Sqrt(_math.Add(_math.Multiply(x, x), One))));
            case "arcosh": return _math.Log(_math.Add(x, _math.Multiply(_math.Sqrt(_math.Subtract(x, One)), _math.Sqrt(_math.Add(x, One)))));
            case "artanh": return _math.Divide(_math.Log(_math.Divide(_math.Add(One, x), _math.Subtract(One, x))), ComplexBall.Real(Ball.Of(2)));
            default: return ComplexBall.Real(_math.Reals.Of(assignment[node]));
        }
    }

    private ComplexBall Angle(Node node)
    {
        if (node.Children.Length != 1)
        {
            throw new NoValueException($"{node.Name} of several arguments");
        }

        evaluator.Angles++;
        var value = evaluator.Value(node[0]);
        evaluator.Angles--;
        return value;
    }

    private static Ball RealOf(ComplexBall x) => x.IsReal ? x.Re : throw new NoValueException("an inverse function of a complex number");

    private ComplexBall HalfPi() => _math.Divide(ComplexBall.Real(_math.Elementary.Pi), ComplexBall.Real(Ball.Of(2)));

    private ComplexBall Arcsine(ComplexBall x)
    {
        var value = RealOf(x);
        var rest = _math.Reals.Subtract(Ball.One, _math.Reals.Multiply(value, value));
        if (rest.Sign < 0)
        {
            throw new NoValueException("the arcsine of a number beyond one", true);
        }

        return ComplexBall.Real(_math.Elementary.Angle(value, rest.IsExactZero ? Ball.Zero : _math.Reals.Root(rest, 2)));
    }

    private ComplexBall Hyperbolic(string name, ComplexBall x)
    {
        var up = _math.Exp(x);
        var down = _math.Divide(One, up);
        var two = ComplexBall.Real(Ball.Of(2));
        var sine = _math.Divide(_math.Subtract(up, down), two);
        var cosine = _math.Divide(_math.Add(up, down), two);
        return name switch
        {
            "sinh" => sine,
            "cosh" => cosine,
            "tanh" => _math.Divide(sine, cosine),
            "coth" => _math.Divide(cosine, sine),
            "sech" => _math.Divide(One, cosine),
            _ => _math.Divide(One, sine),
        };
    }
}
