namespace Intervene.Text.Jinja.Values;

/// <summary>The parameters' names of a macro, and whether its body names <c>kwargs</c>, <c>varargs</c> or <c>caller</c>.</summary>
internal sealed record MacroTraits(IReadOnlyList<string> Arguments, bool TakesNamed, bool TakesPositional, bool TakesCaller)
{
    /// <summary>A member by name; false when there is none.</summary>
    public bool TryGet(string name, out object? value)
    {
        value = name switch
        {
            "arguments" => new JinjaTuple([.. Arguments]),
            "catch_kwargs" => TakesNamed,
            "catch_varargs" => TakesPositional,
            "caller" => TakesCaller,
            _ => null,
        };
        return value is not null;
    }
}
