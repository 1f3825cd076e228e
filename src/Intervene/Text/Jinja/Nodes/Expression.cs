using Intervene.Text.Jinja.Functions;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Nodes;

/// <summary>A node that has a value.</summary>
internal abstract record Expression
{
    /// <summary>The value in a scope, counted as one step.</summary>
    public object? Evaluate(Scope scope)
    {
        scope.State.Step();
        return Value(scope);
    }

    protected abstract object? Value(Scope scope);
}

/// <summary>A constant.</summary>
internal sealed record Literal(object? Constant) : Expression
{
    protected override object? Value(Scope scope) => Constant;
}

/// <summary>A variable.</summary>
internal sealed record Variable(string Name) : Expression
{
    protected override object? Value(Scope scope) => scope.Get(Name);
}

/// <summary><c>[a, b]</c></summary>
internal sealed record ListDisplay(IReadOnlyList<Expression> Items) : Expression
{
    protected override object? Value(Scope scope)
    {
        scope.State.SpendItems(Items.Count);
        return Items.Select(item => item.Evaluate(scope)).ToList();
    }
}

/// <summary><c>(a, b)</c></summary>
internal sealed record TupleDisplay(IReadOnlyList<Expression> Items) : Expression
{
    protected override object? Value(Scope scope)
    {
        scope.State.SpendItems(Items.Count);
        return new JinjaTuple([.. Items.Select(item => item.Evaluate(scope))]);
    }
}

/// <summary><c>{a: b}</c></summary>
internal sealed record DictDisplay(IReadOnlyList<(Expression Key, Expression Value)> Items) : Expression
{
    protected override object? Value(Scope scope)
    {
        scope.State.SpendItems(Items.Count);
        var dict = new JinjaDict();
        foreach (var (key, value) in Items)
        {
            dict.Set(key.Evaluate(scope), value.Evaluate(scope));
        }

        return dict;
    }
}

/// <summary><c>a if b else c</c>; without else the value is undefined when the condition is false.</summary>
internal sealed record Conditional(Expression Condition, Expression Then, Expression? Else) : Expression
{
    protected override object? Value(Scope scope) => Python.IsTrue(Condition.Evaluate(scope))
        ? Then.Evaluate(scope)
        : Else is null ? new Undefined("the inline if-expression evaluated to false and no else section was defined") : Else.Evaluate(scope);
}

/// <summary><c>a.b</c></summary>
internal sealed record Attribute(Expression Owner, string Name) : Expression
{
    protected override object? Value(Scope scope) => Members.Attribute(Owner.Evaluate(scope), Name);
}

/// <summary><c>a[b]</c></summary>
internal sealed record Item(Expression Owner, Expression Key) : Expression
{
    protected override object? Value(Scope scope) => Members.Item(Owner.Evaluate(scope), Key.Evaluate(scope));
}

/// <summary><c>a[b:c:d]</c></summary>
internal sealed record Slice(Expression Owner, Expression? Start, Expression? Stop, Expression? Step) : Expression
{
    protected override object? Value(Scope scope)
    {
        var owner = Owner.Evaluate(scope);
        scope.State.Touch(owner as string);
        var slice = Slicing.Slice(owner, Start?.Evaluate(scope), Stop?.Evaluate(scope), Step?.Evaluate(scope));
        scope.State.SpendItems(slice is Undefined ? 0 : Python.Length(slice));
        return slice;
    }
}
