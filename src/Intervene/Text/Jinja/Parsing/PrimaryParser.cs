using System.Text;
using Intervene.Text.Jinja.Lexing;
using Intervene.Text.Jinja.Nodes;

namespace Intervene.Text.Jinja.Parsing;

/// <summary>Parses names, literals, displays in brackets, and subscripts.</summary>
internal sealed class PrimaryParser(TokenReader tokens, ExpressionParser expressions)
{
    public Expression Parse()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                tokens.Take();
                return token.Text switch
                {
                    "true" or "True" => new Literal(true),
                    "false" or "False" => new Literal(false),
                    "none" or "None" => new Literal(null),
                    _ => new Variable(token.Text),
                };
            case TokenKind.String:
                var text = new StringBuilder();
                while (tokens.Current.Kind == TokenKind.String)
                {
                    text.Append((string)tokens.Take().Value!);
                }

                return new Literal(text.ToString());
            case TokenKind.Integer or TokenKind.Float:
                return new Literal(tokens.Take().Value);
        }

        if (tokens.TryOperator("("))
        {
            var value = expressions.ParseTuple(explicitParentheses: true);
            tokens.Operator(")");
            return value;
        }

        return tokens.TryOperator("[") ? new ListDisplay(Items()) : tokens.TryOperator("{") ? Dict() : throw tokens.Fault($"unexpected {token}");
    }

    /// <summary><c>.name</c>, <c>.0</c>, <c>[key]</c> or <c>[a:b:c]</c> after a value.</summary>
    public Expression ParseSubscript(Expression owner)
    {
        if (tokens.TryOperator("."))
        {
            return tokens.Current.Kind switch
            {
                TokenKind.Name => new Nodes.Attribute(owner, tokens.Name()),
                TokenKind.Integer => new Item(owner, new Literal(tokens.Take().Value)),
                _ => throw tokens.Fault($"expected name or number, got {tokens.Current}"),
            };
        }

        tokens.Operator("[");
        var start = AtSliceSign() ? null : expressions.ParseTuple();
        if (tokens.TryOperator("]"))
        {
            return new Item(owner, start ?? new TupleDisplay([]));
        }

        tokens.Operator(":");
        var stop = AtSliceSign() ? null : expressions.Parse();
        var step = tokens.TryOperator(":") && !AtSliceSign() ? expressions.Parse() : null;
        tokens.Operator("]");
        return new Slice(owner, start, stop, step);
    }

    private bool AtSliceSign() => tokens.Current is { Kind: TokenKind.Operator, Text: ":" or "]" };

    private List<Expression> Items()
    {
        List<Expression> items = [];
        while (!tokens.TryOperator("]"))
        {
            if (items.Count > 0)
            {
                tokens.Operator(",");
                if (tokens.TryOperator("]"))
                {
                    break;
                }
            }

            items.Add(expressions.Parse());
        }

        return items;
    }

    private DictDisplay Dict()
    {
        List<(Expression, Expression)> items = [];
        while (!tokens.TryOperator("}"))
        {
            if (items.Count > 0)
            {
                tokens.Operator(",");
                if (tokens.TryOperator("}"))
                {
                    break;
                }
            }

            var key = expressions.Parse();
            tokens.Operator(":");
            items.Add((key, expressions.Parse()));
        }

        return new(items);
    }
}
