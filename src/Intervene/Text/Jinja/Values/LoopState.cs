namespace Intervene.Text.Jinja.Values;

/// <summary>The variable <c>loop</c> of a for statement.</summary>
internal sealed class LoopState(IReadOnlyList<object?> items, int depth, Func<object?, object?>? recurse)
{
    private object? _changed = Arguments.Missing;

    /// <summary>The number of items.</summary>
    public int Count => items.Count;

    /// <summary>The 0-based index of the current item.</summary>
    public int Index { get; set; }

    /// <summary>A member by name; false when there is none.</summary>
    public bool TryGet(string name, out object? value)
    {
        value = name switch
        {
            "index" => Index + 1L,
            "index0" => (long)Index,
            "revindex" => (long)(items.Count - Index),
            "revindex0" => items.Count - Index - 1L,
            "first" => Index == 0,
            "last" => Index == items.Count - 1,
            "length" => (long)items.Count,
            "depth" => depth + 1L,
            "depth0" => (long)depth,
            "previtem" => Index > 0 ? items[Index - 1] : new Undefined("there is no previous item"),
            "nextitem" => Index + 1 < items.Count ? items[Index + 1] : new Undefined("there is no next item"),
            "cycle" => new Function("cycle", Cycle),
            "changed" => new Function("changed", Changed),
            _ => Arguments.Missing,
        };
        return !ReferenceEquals(value, Arguments.Missing);
    }

    public override string ToString() => $"<LoopContext {Index + 1}/{items.Count}>";

    /// <summary>Renders the body of a recursive loop for other items.</summary>
    public object? Call(Arguments arguments) => recurse is null
        ? throw JinjaException.Type("The loop must have the 'recursive' marker to be called recursively.")
        : recurse(arguments.Bind("loop", "iterable")[0]);

    private object? Cycle(Arguments arguments) => arguments.Positional.Count == 0
        ? throw JinjaException.Type("no items for cycling given")
        : arguments.Positional[Index % arguments.Positional.Count];

    private object? Changed(Arguments arguments)
    {
        object? now = new JinjaTuple(arguments.Positional);
        var changed = ReferenceEquals(_changed, Arguments.Missing) || !Python.AreEqual(_changed, now);
        _changed = now;
        return changed;
    }
}
