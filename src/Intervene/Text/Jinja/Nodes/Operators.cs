using Intervene.Text.Jinja.Functions;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Nodes;

/// <summary><c>not a</c></summary>
internal sealed record Not(Expression Operand) : Expression
{
    protected override object? Value(Scope scope) => !Python.IsTrue(Operand.Evaluate(scope));
}

/// <summary><c>-a</c> or <c>+a</c></summary>
internal sealed record Sign(Expression Operand, bool Negative) : Expression
{
    protected override object? Value(Scope scope) => Operand.Evaluate(scope) switch
    {
        Undefined undefined => throw undefined.Fault(),
        bool flag => Negative ? -Numbers.ToLong(flag) : Numbers.ToLong(flag),
        { } number when Numbers.IsNumber(number) => Negative ? Numbers.Negate(number) : number,
        var other => throw JinjaException.Type($"bad operand type for unary {(Negative ? '-' : '+')}: '{Python.NoneType(other)}'"),
    };
}

/// <summary><c>a and b</c> or <c>a or b</c>: one of the operands, as in Python.</summary>
internal sealed record Logical(Expression Left, Expression Right, bool IsAnd) : Expression
{
    protected override object? Value(Scope scope)
    {
        var left = Left.Evaluate(scope);
        return Python.IsTrue(left) == IsAnd ? Right.Evaluate(scope) : left;
    }
}

/// <summary><c>a ~ b</c>: both printed, one after the other.</summary>
internal sealed record Concatenation(IReadOnlyList<Expression> Parts) : Expression
{
    protected override object? Value(Scope scope)
    {
        string[] parts = [.. Parts.Select(part => Python.Str(part.Evaluate(scope)))];
        scope.State.Spend(parts.Sum(part => (long)part.Length));
        return string.Concat(parts);
    }
}

/// <summary><c>a &lt; b in c</c>: a chain of comparisons, each operand evaluated once.</summary>
internal sealed record Comparison(Expression First, IReadOnlyList<(string Symbol, Expression Operand)> Rest) : Expression
{
    protected override object? Value(Scope scope)
    {
        var left = First.Evaluate(scope);
        foreach (var (symbol, operand) in Rest)
        {
            var right = operand.Evaluate(scope);
            scope.State.Touch(right);

            if (!ValueOperators.Holds(symbol, left, right))
            {
                return false;
            }

            left = right;
        }

        return true;
    }
}

/// <summary><c>a + b</c> and the other arithmetic operators.</summary>
internal sealed record Arithmetic(string Symbol, Expression Left, Expression Right) : Expression
{
    protected override object? Value(Scope scope) => ValueOperators.Apply(scope.State, Symbol, Left.Evaluate(scope), Right.Evaluate(scope));
}
