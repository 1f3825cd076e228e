using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Nodes;

/// <summary>How a statement ended.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
}

/// <summary>A node that writes output or changes variables.</summary>
internal abstract record Statement
{
    /// <summary>The line on which its tag begins.</summary>
    public required int Line { get; init; }

    /// <summary>The source of its tag.</summary>
    public required string Source { get; init; }

    /// <summary>Executes the statement, counted as one step; an error gets this statement's place unless it has one.</summary>
    public Flow Execute(Scope scope)
    {
        try
        {
            scope.State.Step();
            return Run(scope);
        }
        catch (JinjaException fault) when (fault.Line == 0)
        {
            (fault.Line, fault.Construct) = (Line, Source);
            throw;
        }
    }

    /// <summary>Executes statements up to the first that breaks or continues a loop.</summary>
    public static Flow ExecuteAll(IReadOnlyList<Statement> body, Scope scope)
    {
        foreach (var statement in body)
        {
            if (statement.Execute(scope) is var flow and not Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    protected abstract Flow Run(Scope scope);

    /// <summary>Assigns to a name, to names in a tuple, or to a namespace's member.</summary>
    protected static void Assign(Scope scope, Expression target, object? value)
    {
        switch (target)
        {
            case Variable variable:
                scope.Set(variable.Name, value);
                break;
            case Attribute { Owner: Variable owner } attribute:
                var space = scope.Get(owner.Name) as Namespace
                    ?? throw new JinjaException("TemplateRuntimeError", "cannot assign attribute on non-namespace object");
                space.Members[attribute.Name] = value;
                break;
            case TupleDisplay tuple:
                scope.State.Step();
                var items = Python.Iterate(value);
                if (items.Count != tuple.Items.Count)
                {
                    throw JinjaException.Value(items.Count < tuple.Items.Count
                        ? $"not enough values to unpack (expected {tuple.Items.Count}, got {items.Count})"
                        : $"too many values to unpack (expected {tuple.Items.Count})");
                }

                for (var i = 0; i < items.Count; i++)
                {
                    Assign(scope, tuple.Items[i], items[i]);
                }

                break;
            default:
                throw new InvalidOperationException($"{target} cannot be assigned.");
        }
    }
}

/// <summary>Text, written as it is.</summary>
internal sealed record Data(string Text) : Statement
{
    protected override Flow Run(Scope scope)
    {
        scope.State.Write(Text);
        return Flow.Next;
    }
}

/// <summary><c>{{ a }}</c></summary>
internal sealed record Output(Expression Value) : Statement
{
    protected override Flow Run(Scope scope)
    {
        scope.State.Write(Python.Str(Value.Evaluate(scope)));
        return Flow.Next;
    }
}

/// <summary><c>{% break %}</c> and <c>{% continue %}</c></summary>
internal sealed record LoopControl(Flow Flow) : Statement
{
    protected override Flow Run(Scope scope) => Flow;
}

/// <summary><c>{% if %}</c> with its branches; the last may have no condition.</summary>
internal sealed record If(IReadOnlyList<(Expression? Condition, IReadOnlyList<Statement> Body)> Branches) : Statement
{
    protected override Flow Run(Scope scope)
    {
        foreach (var (condition, body) in Branches)
        {
            if (condition is null || Python.IsTrue(condition.Evaluate(scope)))
            {
                return ExecuteAll(body, scope);
            }
        }

        return Flow.Next;
    }
}

/// <summary><c>{% set a = b %}</c></summary>
internal sealed record Set(Expression Target, Expression Value) : Statement
{
    protected override Flow Run(Scope scope)
    {
        Assign(scope, Target, Value.Evaluate(scope));
        return Flow.Next;
    }
}
