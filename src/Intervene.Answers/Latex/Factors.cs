using Intervene.Answers.Numbers;

namespace Intervene.Answers.Latex;

/// <summary>The grammar of factors side by side, and of the words before and after a value.</summary>
internal sealed class Factors(Cursor cursor, Atoms atoms, Qualifiers qualifiers, Parser parser)
{
    /// <summary>Whether words such as "the answer is" only introduce what follows.</summary>
    private static bool Announces(string words) => Phrases.Introduce(words) || (!Phrases.Change(words) && words.TrimEnd().TrimEnd(':') is var end
        && (end.EndsWith(" is", StringComparison.OrdinalIgnoreCase) || end.EndsWith(" are", StringComparison.OrdinalIgnoreCase)
        || end.EndsWith("answer", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The product of the factors that stand side by side here, a value with its words, or an introduced value.</summary>
    public Node Read()
    {
        cursor.Enter();
        var first = atoms.Mixed() ?? atoms.Power();
        if (first.Kind == NodeKind.Text && (atoms.Starts(cursor.Peek) || cursor.Peek.Is("-") || cursor.Peek.IsCommand("pm")) && Announces(first.Name))
        {
            cursor.Leave();
            return cursor.Peek.IsCommand("pm") ? parser.SignedProduct() : parser.SignedFactor();
        }

        if (first.Kind == NodeKind.Text && Names.Reals(first.Name) is { } reals
            && (atoms.Starts(cursor.Peek) || cursor.Peek.Is("-") || cursor.Peek.IsCommand("pm")))
        {
            cursor.Leave();
            var value = parser.SignedProduct();
            return new Node(NodeKind.Difference, "", reals, value is { Kind: NodeKind.PlusMinus }
                ? new Node(NodeKind.Set, "", value[1], Parser.Negated(value[1])) : new Node(NodeKind.Set, "", value));
        }

        List<Node>? factors = null;
        while (!qualifiers.Opens)
        {
            if (cursor.Peek.Is("(") && IsBase(cursor.Ahead(1)) && cursor.Ahead(2).Kind == TokenKind.Number && cursor.Ahead(3).Is(")"))
            {
                first = new Node(NodeKind.Base, "", factors is null ? first : atoms.Product(factors), Atoms.Number(cursor.Ahead(2)));
                (factors, cursor.Position) = (null, cursor.Position + 4);
            }
            else if (first.Kind != NodeKind.Text && Remarks.Take(cursor) is { } remark)
            {
                (first, factors) = (Remarked(factors is null ? first : atoms.Product(factors), remark), null);
            }
            else if (cursor.Peek.Kind == TokenKind.Word && first.Kind != NodeKind.Text)
            {
                (first, factors) = (Measured(factors is null ? first : atoms.Product(factors)), null);
            }
            else if (!atoms.Starts(cursor.Peek))
            {
                break;
            }
            else if ((atoms.Mixed() ?? atoms.Power()) is var factor && Conditions.Is(factor) && factor.Kind != NodeKind.List)
            {
                parser.Conditions.Add(factor);
            }
            else
            {
                factors ??= [first];
                factors.Add(factor);
            }
        }

        cursor.Leave();
        return factors is null ? first : atoms.Product(factors);
    }

    private static bool IsBase(Token token) => token.Kind == TokenKind.Word && token.Text.Trim().ToLowerInvariant() is "base" or "in base";

    private static Node Remarked(Node value, string remark) =>
        value.Kind == NodeKind.Number && NumberWords.Read(remark) is { } words && value.Value.Equals(Rational.Of(words)) ? value
        : Phrases.Change(remark) ? new Node(NodeKind.Call, remark.ToLowerInvariant(), value) : value;

    /// <summary>
    /// A value with the words after it: a base, a magnitude, a unit or a noun; words that change a value make another of it, of which no more is
    /// known.
    /// </summary>
    private Node Measured(Node value)
    {
        var number = cursor.Ahead(1).Kind == TokenKind.Number;
        if (number && cursor.Peek.Text.Trim() is "to" && value.Kind == NodeKind.Number)
        {
            cursor.Next();
            return new Node(NodeKind.Ratio, "", value, Atoms.Number(cursor.Next()));
        }

        if (number && IsBase(cursor.Peek))
        {
            cursor.Next();
            return new Node(NodeKind.Base, "", value, Atoms.Number(cursor.Next()));
        }

        var (measured, unit) = Magnitudes.Applied(value, atoms.Unit());
        if (measured is { Kind: NodeKind.Multiply, Children: [{ Kind: NodeKind.Quantity } larger, { Kind: NodeKind.Number } rest] }
            && UnitTable.Ratio(larger.Name, unit) is { } ratio)
        {
            measured = new Node(NodeKind.Add, "", new Node(NodeKind.Multiply, "", larger[0], Node.Number(ratio)), rest);
        }

        return unit.Length == 0 ? measured : new Node(Phrases.Change(unit) ? NodeKind.Call : NodeKind.Quantity, unit, measured);
    }
}
