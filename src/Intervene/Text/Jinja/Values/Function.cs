namespace Intervene.Text.Jinja.Values;

/// <summary>Something that a template can call; a macro also tells what it takes.</summary>
internal sealed class Function(string name, Func<Arguments, object?> body, MacroTraits? macro = null)
{
    public string Name { get; } = name;

    /// <summary>What a macro takes; null for other functions.</summary>
    public MacroTraits? Macro { get; } = macro;

    public object? Call(Arguments arguments) => body(arguments);

    public override string ToString() => Macro is null ? $"<function {Name}>" : $"<Macro {Python.Repr(Name)}>";
}
