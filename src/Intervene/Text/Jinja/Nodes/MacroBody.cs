using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Nodes;

/// <summary>Parameters and body of a macro; the last parameters may have defaults. Only a body that names them takes extra arguments.</summary>
internal sealed record MacroBody(
    IReadOnlyList<(string Name, Expression? Default)> Parameters,
    IReadOnlyList<Statement> Body, bool TakesPositional, bool TakesNamed, bool TakesCaller)
{
    /// <summary>The macro as a function that sees the scope in which it was defined.</summary>
    public Function Bind(string name, Scope definition) => new(
        name, arguments => Call(name, definition, arguments),
        new([.. Parameters.Select(parameter => parameter.Name)], TakesNamed, TakesPositional, TakesCaller));

    private string Call(string name, Scope definition, Arguments arguments)
    {
        var scope = definition.Inner();
        Dictionary<string, object?> named = new(arguments.Named, StringComparer.Ordinal);
        for (var i = 0; i < Parameters.Count; i++)
        {
            var (parameter, fallback) = Parameters[i];
            if (i < arguments.Positional.Count)
            {
                scope.Set(parameter, arguments.Positional[i]);
            }
            else if (named.Remove(parameter, out var value))
            {
                scope.Set(parameter, value);
            }
            else
            {
                scope.Set(parameter, fallback is null ? new Undefined($"parameter '{parameter}' was not provided") : fallback.Evaluate(scope));
            }
        }

        if (TakesCaller && Parameters.All(parameter => parameter.Name != "caller"))
        {
            scope.Set("caller", named.Remove("caller", out var given) ? given : new Undefined("No caller defined"));
        }

        if (named.Count > 0 && !TakesNamed)
        {
            throw JinjaException.Type(named.ContainsKey("caller")
                ? $"macro '{name}' was invoked with two values for the special caller argument. This is most likely a bug."
                : $"macro '{name}' takes no keyword argument '{named.Keys.First()}'");
        }

        if (arguments.Positional.Count > Parameters.Count && !TakesPositional)
        {
            throw JinjaException.Type($"macro '{name}' takes not more than {Parameters.Count} argument(s)");
        }

        var extra = new JinjaDict();
        foreach (var (key, value) in named)
        {
            extra.Set(key, value);
        }

        scope.Set("kwargs", extra);
        scope.Set("varargs", new JinjaTuple([.. arguments.Positional.Skip(Parameters.Count)]));
        return arguments.State.Capture(() => Statement.ExecuteAll(Body, scope));
    }
}
