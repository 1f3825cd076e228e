namespace Intervene.Text.Jinja.Values;

/// <summary>A Python iterator, such as the generator that <c>map</c> gives: true, without length or index, and empty once it is used up.</summary>
internal sealed class JinjaIterator(string typeName, IEnumerable<object?> items)
{
    private readonly IEnumerator<object?> _items = items.GetEnumerator();
    private bool _running;

    /// <summary>The type's name in errors and prints.</summary>
    public string TypeName { get; } = typeName;

    /// <summary>The generator of a filter.</summary>
    public static JinjaIterator Generator(IEnumerable<object?> items) => new("generator", items);

    /// <summary>Takes the next item; false when there is none.</summary>
    /// <exception cref="JinjaException">Making the item fails, or needs the iterator itself.</exception>
    public bool TryNext(out object? item)
    {
        if (_running)
        {
            throw JinjaException.Value("generator already executing");
        }

        _running = true;
        try
        {
            var more = _items.MoveNext();
            item = more ? _items.Current : null;
            return more;
        }
        finally
        {
            _running = false;
        }
    }

    /// <summary>The items that are left, which are then used up.</summary>
    public IReadOnlyList<object?> Rest()
    {
        List<object?> rest = [];
        while (TryNext(out var item))
        {
            rest.Add(item);
        }

        return rest;
    }
}
