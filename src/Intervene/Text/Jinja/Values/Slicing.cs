using System.Numerics;

namespace Intervene.Text.Jinja.Values;

/// <summary>Python's slices of strings (by code point), lists, tuples and ranges.</summary>
internal static class Slicing
{
    /// <exception cref="JinjaException">The value has no slices, or a bound is no integer.</exception>
    public static object Slice(object? owner, object? start, object? stop, object? step)
    {
        switch (owner)
        {
            case Undefined undefined:
                throw undefined.Fault();
            case string text:
                return start is null && stop is null && step is null ? text
                    : string.Concat(Take(PythonText.CodePoints(text), start, stop, step).Cast<string>());
            case List<object?> list:
                return Take(list, start, stop, step);
            case JinjaTuple tuple:
                return new JinjaTuple(Take(tuple.Items, start, stop, step));
            case JinjaRange range:
                var (from, to, by) = Bounds(range.Count, start, stop, step);
                return range.Slice(from, to, by);
            default:
                throw JinjaException.Type(
                    owner is JinjaDict ? "unhashable type: 'slice'" : $"'{Python.NoneType(owner)}' object is not subscriptable");
        }
    }

    /// <summary>The first and last position (exclusive) and the step of a slice of so many items.</summary>
    public static (long From, long To, long By) Bounds(long count, object? start, object? stop, object? step)
    {
        var by = step is null ? 1 : Index(step);
        if (by == 0)
        {
            throw JinjaException.Value("slice step cannot be zero");
        }

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

        return (Clamp(start, by > 0 ? low : high), Clamp(stop, by > 0 ? high : low), by);
    }

    private static List<object?> Take(IReadOnlyList<object?> items, object? start, object? stop, object? step)
    {
        var (from, to, by) = Bounds(items.Count, start, stop, step);
        List<object?> result = [];
        for (var i = from; by > 0 ? i < to : i > to; i += by)
        {
            result.Add(items[(int)i]);
        }

        return result;
    }

    private static long Index(object? value) => value switch
    {
        BigInteger big => big.Sign < 0 ? int.MinValue : int.MaxValue,
        _ when Numbers.IsInteger(value) => Math.Clamp(Numbers.ToLong(value), int.MinValue, int.MaxValue),
        _ => throw JinjaException.Type("slice indices must be integers or None or have an __index__ method"),
    };
}
