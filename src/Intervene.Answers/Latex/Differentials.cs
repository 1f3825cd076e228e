using Intervene.Answers.Numbers;

namespace Intervene.Answers.Latex;

/// <summary>Separates an integrand from its differential.</summary>
internal static class Differentials
{
    /// <summary>The integrand and the variable of a body that ends in <c>dx</c>; null when it holds no differential.</summary>
    public static (Node Body, Node Variable)? Split(Node body)
    {
        switch (body.Kind)
        {
            case NodeKind.Set when body.Children.Length == 1:
                return Split(body[0]);
            case NodeKind.Divide:
                return Split(body[0]) is { } top ? (new Node(NodeKind.Divide, "", top.Body, body[1]), top.Variable) : null;
            case NodeKind.Add:
                return Split(body.Children[^1]) is { } last ? (new Node(NodeKind.Add, "", [.. body.Children[..^1], last.Body]), last.Variable) : null;
            case NodeKind.Negate:
                return Split(body[0]) is { } inner ? (new Node(NodeKind.Negate, "", inner.Body), inner.Variable) : null;
            case NodeKind.Multiply:
                var at = Array.FindLastIndex(body.Children, static c => c is { Kind: NodeKind.Symbol, Name: "d" });
                if (at < 0 && body.Children[^1].Kind == NodeKind.Multiply && Split(body.Children[^1]) is { } nested)
                {
                    return (new Node(NodeKind.Multiply, "", [.. body.Children[..^1], nested.Body]), nested.Variable);
                }

                if (at < 0 || at + 1 >= body.Children.Length || body[at + 1].Kind != NodeKind.Symbol)
                {
                    return null;
                }

                Node[] rest = [.. body.Children[..at], .. body.Children[(at + 2)..]];
                return (rest.Length == 0 ? Node.Number(Rational.One) : rest.Length == 1 ? rest[0]
                    : new Node(NodeKind.Multiply, "", rest), body[at + 1]);
            default:
                return null;
        }
    }
}
