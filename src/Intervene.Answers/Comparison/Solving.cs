using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;

namespace Intervene.Answers.Comparison;

/// <summary>
/// A form in one variable whose values are reached at known points: the variable, its distance from a constant, or the square of that.
/// </summary>
internal sealed class Solving
{
    private readonly Node _center;
    private readonly Node? _scale;
    private readonly bool _squared;
    private readonly bool _distance;

    private Solving(Node center, Node? scale, bool distance, bool squared) =>
        (_center, _scale, _distance, _squared) = (center, scale, distance, squared);

    /// <summary>Whether the form is never negative, so that it turns round at its zero.</summary>
    public bool Turns => _distance;

    /// <summary>Reads a form; null when it is none of these.</summary>
    public static Solving? Of(Node form) => form switch
    {
        { Kind: NodeKind.Symbol } => new(Node.Number(Rational.Zero), null, false, false),
        { Kind: NodeKind.Function, Name: "abs" } when Linear(form[0]) is var (slope, center) => new(center, slope, true, false),
        { Kind: NodeKind.Power } when form[1] is { Kind: NodeKind.Number } two && two.Value.Equals(Rational.Of(2))
            && Linear(form[0]) is var (slope, center) => new(center, slope, true, true),
        _ => null,
    };

    /// <summary>A form at a value of its variable.</summary>
    public static Node At(Node form, Node x) => form.Kind switch
    {
        NodeKind.Symbol => x,
        NodeKind.Number or NodeKind.Constant or NodeKind.Text => form,
        _ => Forms.HasVariables(form) ? new Node(form.Kind, form.Name, Array.ConvertAll(form.Children, child => At(child, x))) : form,
    };

    /// <summary>The points at which the form has a value, when it has it anywhere.</summary>
    public IEnumerable<Node> Ends(Node value)
    {
        if (!_distance)
        {
            return [value];
        }

        // A distance is never negative: the root of the absolute value bounds the pieces either way.
        Node size = new(NodeKind.Function, "abs", value);
        var radius = _squared ? new Node(NodeKind.Function, "sqrt", size) : size;
        radius = _scale is null ? radius : new Node(NodeKind.Divide, "", radius, new Node(NodeKind.Function, "abs", _scale));
        return [new Node(NodeKind.Add, "", _center, new Node(NodeKind.Negate, "", radius)), new Node(NodeKind.Add, "", _center, radius)];
    }

    /// <summary>The slope and the zero of a linear form in one variable; null for other forms.</summary>
    private static (Node? Slope, Node Zero)? Linear(Node form)
    {
        switch (form.Kind)
        {
            case NodeKind.Symbol:
                return (null, Node.Number(Rational.Zero));
            case NodeKind.Negate:
                return Linear(form[0]);
            case NodeKind.Multiply when form.Children is [var scale, { Kind: NodeKind.Symbol }] && !Forms.HasVariables(scale):
                return (scale, Node.Number(Rational.Zero));
            case NodeKind.Add when form.Children is [var first, var second]:
                var (variable, constant) = Forms.HasVariables(first) ? (first, second) : (second, first);
                if (Forms.HasVariables(constant) || variable.Kind == NodeKind.Add || Linear(variable) is not var (slope, _))
                {
                    return null;
                }

                var negative = variable.Kind == NodeKind.Negate;
                var zero = slope is null ? constant : new(NodeKind.Divide, "", constant, slope);
                return (slope, negative ? zero : new Node(NodeKind.Negate, "", zero));
            default:
                return null;
        }
    }
}
