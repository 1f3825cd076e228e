using System.Runtime.CompilerServices;
using Intervene.Text.Jinja.Lexing;
using Intervene.Text.Jinja.Nodes;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Parsing;

/// <summary>
/// Parses expressions, of a bounded number of parts, with Jinja's precedence: if-else, or, and, not, comparison, + −, ~, * / // %, **, sign, postfix,
/// filter and test.
/// </summary>
internal sealed class ExpressionParser(TokenReader tokens)
{
    private const int MostParts = 10_000;
    private int _parts;

    /// <summary>An expression; <paramref name="conditional"/> allows <c>a if b else c</c>.</summary>
    public Expression Parse(bool conditional = true)
    {
        Count();
        var known = tokens.Unknown;
        var value = Or();
        while (conditional && tokens.TryName("if"))
        {
            var condition = Or();
            value = new Conditional(condition, value, tokens.TryName("else") ? Parse() : null);
            tokens.Forget(known);
        }

        return value;
    }

    /// <summary>One expression, or several with commas as a tuple; stops at the end of the tag, at a closing bracket and at <c>in</c>.</summary>
    public Expression ParseTuple(bool conditional = true, bool explicitParentheses = false)
    {
        List<Expression> items = [];
        var isTuple = false;
        while (!EndsTuple())
        {
            items.Add(Parse(conditional));
            if (!tokens.TryOperator(","))
            {
                break;
            }

            isTuple = true;
        }

        return isTuple || (items.Count == 0 && explicitParentheses) ? new TupleDisplay(items)
            : items.Count == 1 ? items[0] : throw tokens.Fault($"Expected an expression, got {tokens.Current}");
    }

    /// <summary>What a for or set statement assigns to: names, tuples of names, or a namespace's member.</summary>
    public Expression ParseTarget(bool allowMember = false)
    {
        List<Expression> targets = [];
        var isTuple = false;
        while (tokens.Current.Kind == TokenKind.Name || tokens.Current.IsOperator("("))
        {
            targets.Add(SingleTarget(allowMember));
            if (!tokens.TryOperator(","))
            {
                break;
            }

            isTuple = true;
            if (tokens.Current.IsOperator("="))
            {
                throw tokens.Fault("unexpected '='");
            }
        }

        return isTuple ? new TupleDisplay(targets)
            : targets.Count == 1 ? targets[0] : throw tokens.Fault($"expected a name to assign to, got {tokens.Current}");
    }

    /// <summary>The arguments in parentheses, which must follow.</summary>
    public ArgumentList ParseArguments()
    {
        tokens.Operator("(");
        List<Expression> positional = [];
        List<(string, Expression)> named = [];
        Expression? star = null, doubleStar = null;
        while (!tokens.TryOperator(")"))
        {
            if (positional.Count + named.Count > 0 || star is not null || doubleStar is not null)
            {
                tokens.Operator(",");
                if (tokens.TryOperator(")"))
                {
                    break;
                }
            }

            if (tokens.TryOperator("*"))
            {
                star = star is null && doubleStar is null ? Parse() : throw tokens.Fault("invalid syntax for function call expression");
            }
            else if (tokens.TryOperator("**"))
            {
                doubleStar = doubleStar is null ? Parse() : throw tokens.Fault("invalid syntax for function call expression");
            }
            else if (tokens.Current.Kind == TokenKind.Name && tokens.Following.IsOperator("="))
            {
                var name = tokens.Name();
                tokens.Operator("=");
                named.Add(named.All(given => given.Item1 != name) ? (name, Parse()) : throw tokens.Fault($"keyword argument repeated: {name}"));
            }
            else
            {
                positional.Add(named.Count == 0 && star is null && doubleStar is null
                    ? Parse() : throw tokens.Fault("a positional argument follows a named one"));
            }
        }

        return new(positional, named, star, doubleStar);
    }

    /// <summary>Filters written without an input, for filter and set statements.</summary>
    public Expression ParseFilters(Expression input, bool first)
    {
        var value = first ? Filter(input) : input;
        while (tokens.TryOperator("|"))
        {
            value = Filter(value);
        }

        return value;
    }

    private bool EndsTuple() =>
        tokens.Current.Kind == TokenKind.End || tokens.Current is { Kind: TokenKind.Operator, Text: ")" or "]" }
        || tokens.Current.IsName("recursive");

    private Expression SingleTarget(bool allowMember)
    {
        Count();
        if (tokens.TryOperator("("))
        {
            var inner = ParseTarget();
            tokens.Operator(")");
            return inner;
        }

        var name = tokens.Name();
        if (name is "true" or "false" or "none" or "True" or "False" or "None")
        {
            throw tokens.Fault($"can't assign to '{name}'");
        }

        return allowMember && tokens.TryOperator(".") ? new Nodes.Attribute(new Variable(name), tokens.Name()) : new Variable(name);
    }

    private Expression Or()
    {
        var left = And();
        while (tokens.TryName("or"))
        {
            left = new Logical(left, And(), IsAnd: false);
        }

        return left;
    }

    private Expression And()
    {
        var left = Negation();
        while (tokens.TryName("and"))
        {
            left = new Logical(left, Negation(), IsAnd: true);
        }

        return left;
    }

    private Expression Negation()
    {
        Count();
        return tokens.TryName("not") ? new Not(Negation()) : Compare();
    }

    private Expression Compare()
    {
        var first = Sum();
        List<(string, Expression)> rest = [];
        while (ComparisonSymbol() is { } symbol)
        {
            rest.Add((symbol, Sum()));
        }

        return rest.Count == 0 ? first : new Comparison(first, rest);
    }

    private string? ComparisonSymbol()
    {
        if (tokens.Current is { Kind: TokenKind.Operator, Text: "==" or "!=" or "<" or "<=" or ">" or ">=" })
        {
            return tokens.Take().Text;
        }

        if (tokens.Current.IsName("not") && tokens.Following.IsName("in"))
        {
            tokens.Take();
            tokens.Take();
            return "not in";
        }

        return tokens.TryName("in") ? "in" : null;
    }

    private Expression Sum()
    {
        var left = Concatenate();
        while (tokens.Current is { Kind: TokenKind.Operator, Text: "+" or "-" })
        {
            left = new Arithmetic(tokens.Take().Text, left, Concatenate());
        }

        return left;
    }

    private Expression Concatenate()
    {
        List<Expression> parts = [Product()];
        while (tokens.TryOperator("~"))
        {
            parts.Add(Product());
        }

        return parts.Count == 1 ? parts[0] : new Concatenation(parts);
    }

    private Expression Product()
    {
        var left = Power();
        while (tokens.Current is { Kind: TokenKind.Operator, Text: "*" or "/" or "//" or "%" })
        {
            left = new Arithmetic(tokens.Take().Text, left, Power());
        }

        return left;
    }

    private Expression Power()
    {
        var left = Unary();
        while (tokens.TryOperator("**"))
        {
            left = new Arithmetic("**", left, Unary());
        }

        return left;
    }

    private Expression Unary(bool filters = true)
    {
        Count();
        var node = tokens.Current is { Kind: TokenKind.Operator, Text: "-" or "+" }
            ? new Sign(Negative: tokens.Take().Text == "-", Operand: Unary(filters: false))
            : new PrimaryParser(tokens, this).Parse();
        node = Postfix(node);
        return filters ? FiltersAndTests(node) : node;
    }

    private Expression Postfix(Expression node)
    {
        while (true)
        {
            if (tokens.Current.IsOperator("("))
            {
                Count();
                node = new Call(node, ParseArguments());
            }
            else if (tokens.Current is { Kind: TokenKind.Operator, Text: "." or "[" })
            {
                Count();
                node = new PrimaryParser(tokens, this).ParseSubscript(node);
            }
            else
            {
                return node;
            }
        }
    }

    private Expression FiltersAndTests(Expression node)
    {
        while (true)
        {
            if (tokens.TryOperator("|"))
            {
                node = Filter(node);
            }
            else if (tokens.TryName("is"))
            {
                node = Test(node);
            }
            else if (tokens.Current.IsOperator("("))
            {
                node = new Call(node, ParseArguments());
            }
            else
            {
                return node;
            }
        }
    }

    private void Count()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_parts > MostParts)
        {
            throw JinjaException.Limit($"an expression has more than {MostParts} parts");
        }
    }

    private Filter Filter(Expression input)
    {
        Count();
        var name = DottedName();
        if (!Functions.Filters.Exists(name))
        {
            tokens.Note("filter", name);
        }

        return new(input, name, tokens.Current.IsOperator("(") ? ParseArguments() : ArgumentList.Empty);
    }

    private Expression Test(Expression input)
    {
        var negated = tokens.TryName("not");
        var name = DottedName();
        if (!Functions.Tests.Exists(name))
        {
            tokens.Note("test", name);
        }

        var arguments = ArgumentList.Empty;
        if (tokens.Current.IsOperator("("))
        {
            arguments = ParseArguments();
        }
        else if (tokens.Current.IsName("is"))
        {
            throw tokens.Fault("You cannot chain multiple tests with is");
        }
        else if ((tokens.Current.Kind is TokenKind.Name or TokenKind.String or TokenKind.Integer or TokenKind.Float
            && tokens.Current is not { Kind: TokenKind.Name, Text: "else" or "or" or "and" or "if" or "in" or "not" })
            || tokens.Current is { Kind: TokenKind.Operator, Text: "[" or "{" })
        {
            arguments = new([Postfix(new PrimaryParser(tokens, this).Parse())], [], null, null);
        }

        var test = new Test(input, name, arguments);
        return negated ? new Not(test) : test;
    }

    private string DottedName()
    {
        var name = tokens.Name();
        while (tokens.TryOperator("."))
        {
            name += "." + tokens.Name();
        }

        return name;
    }
}
