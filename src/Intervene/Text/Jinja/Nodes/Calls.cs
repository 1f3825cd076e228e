using Intervene.Text.Jinja.Functions;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Nodes;

/// <summary>The arguments as they are written: positional, named, <c>*list</c> and <c>**dict</c>.</summary>
internal sealed record ArgumentList(
    IReadOnlyList<Expression> Positional, IReadOnlyList<(string Name, Expression Value)> Named, Expression? Star, Expression? DoubleStar)
{
    public static ArgumentList Empty { get; } = new([], [], null, null);

    public Arguments Evaluate(Scope scope)
    {
        List<object?> positional = [.. Positional.Select(argument => argument.Evaluate(scope))];
        Dictionary<string, object?> named = new(StringComparer.Ordinal);
        foreach (var (name, value) in Named)
        {
            named[name] = value.Evaluate(scope);
        }

        if (Star is not null)
        {
            positional.AddRange(Python.Iterate(Star.Evaluate(scope)));
        }

        if (DoubleStar is not null)
        {
            var value = DoubleStar.Evaluate(scope);
            foreach (var (key, item) in (value as JinjaDict ?? throw JinjaException.Type("argument after ** must be a mapping")).Items)
            {
                named[key as string ?? throw JinjaException.Type("keywords must be strings")] = item;
            }
        }

        return new(scope.State, positional, named);
    }
}

/// <summary><c>f(…)</c></summary>
internal sealed record Call(Expression Callee, ArgumentList Arguments) : Expression
{
    protected override object? Value(Scope scope) => Invoke(Callee.Evaluate(scope), Arguments.Evaluate(scope));

    /// <summary>Calls a value.</summary>
    public static object? Invoke(object? callee, Arguments arguments) => callee switch
    {
        Function function => function.Call(arguments),
        LoopState loop => loop.Call(arguments),
        Undefined undefined => throw undefined.Fault(),
        _ => throw JinjaException.Type($"'{Python.NoneType(callee)}' object is not callable"),
    };
}

/// <summary><c>a | f(…)</c>; without an input the filter works on the body of a filter or set statement.</summary>
internal sealed record Filter(Expression Input, string Name, ArgumentList Arguments) : Expression
{
    protected override object? Value(Scope scope) => Filters.Apply(Name, Input.Evaluate(scope), Arguments.Evaluate(scope));
}

/// <summary><c>a is t(…)</c></summary>
internal sealed record Test(Expression Input, string Name, ArgumentList Arguments) : Expression
{
    protected override object? Value(Scope scope) => Tests.Holds(Name, Input.Evaluate(scope), Arguments.Evaluate(scope));
}
