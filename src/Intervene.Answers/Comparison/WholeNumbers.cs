using System.Numerics;
using Intervene.Answers.Algebra;
using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;

namespace Intervene.Answers.Comparison;

/// <summary>Writes out the whole numbers between two bounds, as <c>{n ∈ ℤ : 1 ≤ n ≤ 3}</c> gives them.</summary>
internal static class WholeNumbers
{
    private const int Most = 256;

    private const long MostWork = 100_000;

    /// <summary>The set of the numbers; the form itself when it is none of these.</summary>
    public static Node WrittenOut(Node node)
    {
        var conditions = node switch
        {
            { Kind: NodeKind.SetBuilder } => [node[0], .. node[1] is { Kind: NodeKind.List, Name: "and" } all ? all.Children : [node[1]]],
            { Kind: NodeKind.List, Name: "and" } => node.Children,
            _ => [],
        };
        var members = Array.FindAll(conditions, IsWhole);
        var bounds = Array.FindAll(conditions, static c => c is { Kind: NodeKind.Relation, Children.Length: 3 });
        return members.Length == 1 && bounds.Length == 1 && conditions.Length is 2 or 3
            && conditions.All(c => ReferenceEquals(c, members[0]) || ReferenceEquals(c, bounds[0]) || c.Kind == NodeKind.Symbol)
            && Between(bounds[0], members[0][0]) is { } set ? set : node;
    }

    private static bool IsWhole(Node node) => node is
    {
        Kind: NodeKind.Relation, Name: "in",
        Children: [{ Kind: NodeKind.Symbol }, { Kind: NodeKind.Symbol, Name: "set Z" or "set N" or "set Z+" or "set N*" or "set N+" }]
    };

    private static Node? Between(Node bound, Node name)
    {
        var operators = bound.Name.Split(' ');
        if (!bound[1].Equals(name) || Array.Exists(operators, static o => o is not ("<" or "<="))
            || Exact.Value(bound[0], null, new Fuel(MostWork)) is not { } low || Exact.Value(bound[2], null, new Fuel(MostWork)) is not { } high)
        {
            return null;
        }

        var first = operators[0] == "<" ? low.Floor() + 1 : -(-low).Floor();
        var last = operators[1] == "<" ? -(-high).Floor() - 1 : high.Floor();
        return last - first >= Most ? null : new Node(NodeKind.Set, "", [.. Numbers(first, last)]);
    }

    private static IEnumerable<Node> Numbers(BigInteger first, BigInteger last)
    {
        for (var k = first; k <= last; k++)
        {
            yield return Node.Number(Rational.Of(k));
        }
    }
}
