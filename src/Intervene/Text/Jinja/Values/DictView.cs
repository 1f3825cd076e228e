namespace Intervene.Text.Jinja.Values;

/// <summary>The items, keys or values of a dict: they have a length and can be iterated, and no more.</summary>
/// <param name="Name"><c>dict_items</c>, <c>dict_keys</c> or <c>dict_values</c>.</param>
/// <param name="Items">What is in it.</param>
internal sealed record DictView(string Name, IReadOnlyList<object?> Items);
