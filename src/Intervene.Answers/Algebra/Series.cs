using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;


namespace Intervene.Answers.Algebra;

/// <summary>Finite sums and products, term by term.</summary>
internal sealed class Series(Evaluator evaluator, Assignment assignment, Fuel fuel)
{
    private const int MostTerms = 10_000;

    public ComplexBall Value(Node node)
    {
        var sum = node.Name == "sum";
        var under = node[1];
        if (under.Kind != NodeKind.Relation || under.Name != "=" || under[0].Kind is not (NodeKind.Symbol or NodeKind.Constant)
            || Exact.Value(under[1], assignment, fuel) is not { IsInteger: true } first
            || Exact.Value(node[2], assignment, fuel) is not { IsInteger: true } last)
        {
            return ComplexBall.Real(evaluator.Math.Reals.Of(assignment[node]));
        }

        if ((last - first).CompareTo(Rational.Of(MostTerms)) > 0)
        {
            throw new NoValueException("a sum of more than 10,000 terms");
        }

        Node index = new(NodeKind.Symbol, under[0].Name);
        var body = under[0].Kind == NodeKind.Constant ? Substitute(node[0], under[0], index) : node[0];
        var total = ComplexBall.Real(sum ? Ball.Zero : Ball.One);
        for (var k = first; k.CompareTo(last) <= 0; k += Rational.One)
        {
            assignment.Bind(index, k);
            var term = evaluator.Value(body);
            total = sum ? evaluator.Math.Add(total, term) : evaluator.Math.Multiply(total, term);
        }

        assignment.Release(index);
        return total;
    }

    private static Node Substitute(Node node, Node from, Node to) =>
        node.Equals(from) ? to
        : node.Kind == NodeKind.Number ? node
        : new Node(node.Kind, node.Name, Array.ConvertAll(node.Children, child => Substitute(child, from, to)));
}
