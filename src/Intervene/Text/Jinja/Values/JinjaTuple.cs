namespace Intervene.Text.Jinja.Values;

/// <summary>A Python tuple; a named one has a name for each item.</summary>
internal sealed record JinjaTuple(IReadOnlyList<object?> Items, IReadOnlyList<string>? Names = null)
{
    /// <summary>The item of a name; false when there is none.</summary>
    public bool TryGet(string name, out object? value)
    {
        var at = Names?.ToList().IndexOf(name) ?? -1;
        value = at >= 0 ? Items[at] : null;
        return at >= 0;
    }
}
