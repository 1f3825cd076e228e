namespace Intervene.Text.Jinja.Values;

/// <summary>Python's slices of strings (by code point), lists and tuples.</summary>
internal static class Slicing
{
    /// <exception cref="JinjaException">The value has no slices, or a bound is no integer.</exception>
    public static object? Slice(object? owner, object? start, object? stop, object? step)
    {
        switch (owner)
        {
            case Undefined undefined:
                throw undefined.Fault();
            case string text:
                return string.Concat(Take(PythonText.CodePoints(text), start, stop, step).Cast<string>());
            case List<object?> list:
                return Take(list, start, stop, step);
            case JinjaTuple tuple:
                return new JinjaTuple(Take(tuple.Items, start, stop, step));
            default:
                return new Undefined($"'{Python.NoneType(owner)}' object cannot be sliced");
        }
    }

    private static List<object?> Take(IReadOnlyList<object?> items, object? start, object? stop, object? step)
    {
        var by = step is null ? 1 : Index(step);
        if (by == 0)
        {
            throw JinjaException.Value("slice step cannot be zero");
        }

        long count = items.Count;
        var (low, high) = by > 0 ? (0L, count) : (-1L, count - 1);
        long Clamp(object? bound, long missing)
        {
            if (bound is null)
            {
                return missing;
            }

            var value = Index(bound);
            return Math.Clamp(value < 0 ? value + count : value, low, high);
        }

        var from = Clamp(start, by > 0 ? low : high);
        var to = Clamp(stop, by > 0 ? high : low);
        List<object?> result = [];
        for (var i = from; by > 0 ? i < to : i > to; i += by)
        {
            result.Add(items[(int)i]);
        }

        return result;
    }

    private static long Index(object? value) => Numbers.IsInteger(value)
        ? Math.Clamp(Numbers.ToLong(value), int.MinValue, int.MaxValue)
        : throw (value as Undefined)?.Fault() ?? JinjaException.Type("slice indices must be integers or None or have an __index__ method");
}
