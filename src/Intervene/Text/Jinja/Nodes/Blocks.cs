using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Nodes;

/// <summary>A body whose output is a value, for block set, filter and call.</summary>
internal sealed record Captured(IReadOnlyList<Statement> Body) : Expression
{
    protected override object? Value(Scope scope) => scope.State.Capture(() => Statement.ExecuteAll(Body, scope.Inner()));
}

/// <summary><c>{% block name %}</c>: sees the template's own variables, and those around it only when it is scoped.</summary>
internal sealed record Block(IReadOnlyList<Statement> Body, bool Scoped) : Statement
{
    protected override Flow Run(Scope scope)
    {
        ExecuteAll(Body, (Scoped ? scope : scope.Top).Inner());
        return Flow.Next;
    }
}

/// <summary>A body with variables of its own: <c>{% with %}</c>, <c>{% generation %}</c>.</summary>
internal sealed record With(IReadOnlyList<(Expression Target, Expression Value)> Assignments, IReadOnlyList<Statement> Body) : Statement
{
    protected override Flow Run(Scope scope)
    {
        var inner = scope.Inner();
        foreach (var (target, value) in Assignments)
        {
            Assign(inner, target, value.Evaluate(scope));
        }

        return ExecuteAll(Body, inner);
    }
}

/// <summary><c>{% for a in b if c recursive %} … {% else %} …</c></summary>
internal sealed record For(
    Expression Target, Expression Iterable, Expression? Condition,
    bool Recursive, IReadOnlyList<Statement> Body, IReadOnlyList<Statement> Else) : Statement
{
    protected override Flow Run(Scope scope)
    {
        Loop(scope, Iterable.Evaluate(scope), 0);
        return Flow.Next;
    }

    private void Loop(Scope scope, object? iterable, int depth)
    {
        var items = Chosen(scope, Python.Iterate(iterable));
        var loop = new LoopState(items, depth, Recursive ? inner => scope.State.Capture(() => Loop(scope, inner, depth + 1)) : null);
        for (var i = 0; i < items.Count; i++)
        {
            scope.State.Step();
            var inner = scope.Inner();
            loop.Index = i;
            inner.Set("loop", loop);
            Assign(inner, Target, items[i]);
            if (ExecuteAll(Body, inner) == Flow.Break)
            {
                return;
            }
        }

        if (items.Count == 0)
        {
            ExecuteAll(Else, scope.Inner());
        }
    }

    private IReadOnlyList<object?> Chosen(Scope scope, IReadOnlyList<object?> items)
    {
        if (Condition is null)
        {
            return items;
        }

        List<object?> chosen = [];
        foreach (var item in items)
        {
            var inner = scope.Inner();
            Assign(inner, Target, item);
            if (Python.IsTrue(Condition.Evaluate(inner)))
            {
                chosen.Add(item);
            }
        }

        return chosen;
    }
}

/// <summary><c>{% macro name(a, b=c) %}</c></summary>
internal sealed record Macro(string Name, MacroBody Definition) : Statement
{
    protected override Flow Run(Scope scope)
    {
        scope.Set(Name, Definition.Bind(Name, scope));
        return Flow.Next;
    }
}

/// <summary><c>{% call(a) f(…) %}</c>: calls with the body as <c>caller</c>.</summary>
internal sealed record CallBlock(Call Target, MacroBody Caller) : Statement
{
    protected override Flow Run(Scope scope)
    {
        var arguments = Target.Arguments.Evaluate(scope);
        Dictionary<string, object?> named = new(arguments.Named, StringComparer.Ordinal) { ["caller"] = Caller.Bind("caller", scope) };
        scope.State.Write(Python.Str(Call.Invoke(Target.Callee.Evaluate(scope), arguments with { Named = named })));
        return Flow.Next;
    }
}
