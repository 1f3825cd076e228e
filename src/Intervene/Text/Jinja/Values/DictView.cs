namespace Intervene.Text.Jinja.Values;

/// <summary>The list of a dict's items, keys or values, which Python prints under a name of its own.</summary>
internal sealed class DictView(string name, IEnumerable<object?> items) : List<object?>(items)
{
    /// <summary><c>dict_items</c>, <c>dict_keys</c> or <c>dict_values</c>.</summary>
    public string Name { get; } = name;
}
