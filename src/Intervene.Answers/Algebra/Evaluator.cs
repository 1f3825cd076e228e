using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;

namespace Intervene.Answers.Algebra;

/// <summary>Certified values of scalar trees at a sample point.</summary>
internal sealed class Evaluator(int precision, Assignment assignment, Fuel fuel)
{
    private readonly ComplexArithmetic _math = new(precision, fuel);

    private readonly Dictionary<(Node, bool), ComplexBall> _known = [];

    public ComplexArithmetic Math => _math;

    /// <summary>How many trigonometric functions enclose the node; a degree inside one is its value in radians.</summary>
    public int Angles { get; set; }

    /// <summary>The value enclosed by balls; functions and powers that occur again are not computed again.</summary>
    /// <exception cref="NoValueException">The value is undefined or out of reach.</exception>
    public ComplexBall Value(Node node)
    {
        if (node.Kind is not (NodeKind.Function or NodeKind.Power or NodeKind.Divide) || assignment.Binds)
        {
            return Fresh(node);
        }

        var key = (node, Angles > 0);
        if (_known.TryGetValue(key, out var value))
        {
            fuel.Charge(2);
            return value;
        }

        value = Fresh(node);
        _known.Add(key, value);
        return value;
    }

    private ComplexBall Fresh(Node node)
    {
        fuel.Charge(5);
        switch (node.Kind)
        {
            case NodeKind.Number:
                return ComplexBall.Real(_math.Reals.Of(node.Value));
            case NodeKind.Symbol or NodeKind.Call or NodeKind.Ellipsis:
                return ComplexBall.Real(_math.Reals.Of(assignment[node]));
            case NodeKind.Constant:
                return node.Name switch
                {
                    "pi" => ComplexBall.Real(_math.Elementary.Pi),
                    "e" => ComplexBall.Real(_math.Elementary.E),
                    "i" => ComplexBall.I,
                    _ => throw new NoValueException("infinity is not a number", true),
                };
            case NodeKind.Negate:
                return ComplexArithmetic.Negate(Value(node[0]));
            case NodeKind.Add:
                var sum = Value(node[0]);
                for (var i = 1; i < node.Children.Length; i++)
                {
                    sum = _math.Add(sum, Value(node[i]));
                }

                return sum;
            case NodeKind.Multiply:
                var product = Value(node[0]);
                for (var i = 1; i < node.Children.Length; i++)
                {
                    product = _math.Multiply(product, Value(node[i]));
                }

                return product;
            case NodeKind.Divide:
                return _math.Divide(Value(node[0]), Value(node[1]));
            case NodeKind.Power:
                return Power(node[0], node[1]);
            case NodeKind.Percent:
                return _math.Divide(Value(node[0]), ComplexBall.Real(Ball.Of(100)));
            case NodeKind.Degree when Angles > 0:
                return _math.Multiply(Value(node[0]), _math.Divide(ComplexBall.Real(_math.Elementary.Pi), ComplexBall.Real(Ball.Of(180))));
            case NodeKind.Degree or NodeKind.Quantity:
                return Value(node[0]);
            case NodeKind.Cases:
                return Branches.Value(node, this);
            case NodeKind.Function:
                return new Functions(this, assignment, fuel).Value(node);
            case NodeKind.Unevaluated when node.Name is "sum" or "prod":
                return new Series(this, assignment, fuel).Value(node);
            case NodeKind.Unevaluated:
                return ComplexBall.Real(_math.Reals.Of(assignment[node]));
            default:
                throw new NoValueException($"{node.Kind} is not a number", true);
        }
    }

    public ComplexBall Power(Node radix, Node exponent)
    {
        if (Exact.Value(exponent, assignment, fuel) is { } e)
        {
            if (radix is { Kind: NodeKind.Constant, Name: "e" })
            {
                return ComplexBall.Real(_math.Elementary.Exp(_math.Reals.Of(e)));
            }

            var value = Value(radix);
            if (e.IsInteger)
            {
                return _math.Power(value, e.Numerator);
            }

            if (value.IsReal && value.Re.IsExactZero)
            {
                return e.Sign > 0 ? value : throw new NoValueException("a negative power of zero", true);
            }

            if (e.Denominator <= 64 && e.Numerator.GetBitLength() <= 10 && value.IsReal && value.Re.Mid.Sign >= 0)
            {
                return _math.Power(_math.Root(value, (int)e.Denominator), e.Numerator);
            }

            return e.Denominator == 2 ? _math.Power(_math.Sqrt(value), e.Numerator) : _math.Power(value, ComplexBall.Real(_math.Reals.Of(e)));
        }

        return radix is { Kind: NodeKind.Constant, Name: "e" } ? _math.Exp(Value(exponent)) : _math.Power(Value(radix), Value(exponent));
    }
}
