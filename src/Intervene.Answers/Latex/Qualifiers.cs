namespace Intervene.Answers.Latex;

/// <summary>The grammar of what says for which values of its variables a formula holds, as "for all positive integers n" and "where c ∈ ℝ".</summary>
internal sealed class Qualifiers(Cursor cursor, Parser parser)
{
    /// <summary>Whether such words stand here.</summary>
    public bool Opens => IsOpening(cursor.Peek) || (cursor.Peek.Is("(") && IsOpening(cursor.Ahead(1)));

    /// <summary>Takes the words that stand here; what they require beyond a usual domain is added to the conditions.</summary>
    public void Take(List<Node> conditions)
    {
        while (Opens)
        {
            var parenthesised = cursor.Take("(");
            One(conditions);
            if (parenthesised)
            {
                cursor.Expect(")");
            }
        }
    }

    private static bool IsOpening(Token token) => token.IsCommand("forall") || (token.Kind == TokenKind.Word && Phrases.OpenQualifier(token.Text));

    private void One(List<Node> conditions)
    {
        var words = "";
        var stated = false;
        while (!cursor.AtEnd && !Parser.Closes(cursor.Peek))
        {
            if (cursor.Peek.Kind == TokenKind.Word)
            {
                words += " " + cursor.Next().Text;
            }
            else if (cursor.Peek.Is(",") || cursor.Peek.IsCommand("and"))
            {
                if (stated || cursor.Ahead(1).Kind != TokenKind.Letter)
                {
                    break;
                }

                cursor.Next();
            }
            else if (!cursor.TakeCommand("forall"))
            {
                stated |= Statement(conditions, ref words);
            }
        }

        if (words.Length > 0 && !Phrases.NameDomain(words))
        {
            conditions.Add(new Node(NodeKind.Text, words.Trim()));
        }
    }

    /// <summary>A relation, a name with words after it, or a name alone; whether it was a relation.</summary>
    private bool Statement(List<Node> conditions, ref string words)
    {
        var node = parser.Relation();
        while (node.Kind == NodeKind.Quantity)
        {
            words += " " + node.Name;
            node = node[0];
        }

        if (node.Kind is not (NodeKind.Symbol or NodeKind.Call) && node is not { Kind: NodeKind.Constant, Name: "i" or "e" })
        {
            conditions.Add(node);
        }

        return node.Kind == NodeKind.Relation;
    }
}
