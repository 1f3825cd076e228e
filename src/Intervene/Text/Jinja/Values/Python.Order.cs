namespace Intervene.Text.Jinja.Values;

/// <summary>Python's equality and order.</summary>
internal static partial class Python
{
    public static bool AreEqual(object? left, object? right)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return (left, right) switch
        {
            (string a, string b) => SameText(a, b),
            (long a, long b) => a == b,
            (List<object?> a, List<object?> b) => SequencesEqual(a, b),
            (JinjaTuple a, JinjaTuple b) => SequencesEqual(a.Items, b.Items),
            (JinjaRange a, JinjaRange b) => SequencesEqual(a, b),
            (JinjaDict a, JinjaDict b) => SameCount(a, b) && a.Items.All(item => b.TryGet(item.Key, out var other) && AreEqual(item.Value, other)),
            (DictView a, DictView b) => ReferenceEquals(a, b) || (a.Name != "dict_values" && b.Name != "dict_values"
                && a.Items.Count == b.Items.Count && a.Items.All(item => b.Items.Any(other => AreEqual(item, other)))),
            (Undefined, Undefined) => true,
            _ => Numbers.IsNumber(left) && Numbers.IsNumber(right) ? Numbers.Compare(left!, right!) == 0 : ReferenceEquals(left, right),
        };
    }

    /// <summary>Orders two values: negative, 0 or positive, and null when one is not a number (NaN).</summary>
    /// <exception cref="JinjaException">The types have no order.</exception>
    public static int? Order(object? left, object? right, string symbol = "<")
    {
        if ((left as Undefined ?? right as Undefined) is { } undefined)
        {
            throw undefined.Fault();
        }

        switch (left, right)
        {
            case (string a, string b):
                return PythonText.Compare(a, b);
            case (long a, long b):
                return a.CompareTo(b);
            case (List<object?> a, List<object?> b):
                return OrderSequences(a, b, symbol);
            case (JinjaTuple a, JinjaTuple b):
                return OrderSequences(a.Items, b.Items, symbol);
            default:
                return Numbers.IsNumber(left) && Numbers.IsNumber(right)
                    ? Numbers.Compare(left!, right!)
                    : throw JinjaException.Type($"'{symbol}' not supported between instances of '{NoneType(left)}' and '{NoneType(right)}'");
        }
    }

    /// <summary>Puts items in order, equal ones as they come, also when reversed.</summary>
    /// <exception cref="JinjaException">Two of the keys have no order.</exception>
    public static List<T> Sort<T>(IEnumerable<T> items, Func<T, object?> key, bool reverse)
    {
        var all = items.ToList();
        RenderState.LookAt(100L * all.Count);
        var order = Comparer<object?>.Create((a, b) => Order(a, b) ?? 0);
        try
        {
            return [.. reverse ? all.OrderByDescending(key, order) : all.OrderBy(key, order)];
        }
        catch (InvalidOperationException fault) when (fault.InnerException is JinjaException inner)
        {
            throw inner;
        }
    }

    private static bool SameText(string left, string right)
    {
        RenderState.LookAt(left.Length == right.Length && left.Length > 1000 ? left.Length : 0);
        return string.Equals(left, right, StringComparison.Ordinal);
    }

    private static bool SameCount(JinjaDict left, JinjaDict right)
    {
        RenderState.Unfold(0);
        return left.Count == right.Count;
    }

    private static bool SequencesEqual(IReadOnlyList<object?> left, IReadOnlyList<object?> right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        RenderState.Unfold(0);
        RenderState.LookAt(4L * left.Count);
        for (var i = 0; i < left.Count; i++)
        {
            if (!AreEqual(left[i], right[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static int? OrderSequences(IReadOnlyList<object?> left, IReadOnlyList<object?> right, string symbol)
    {
        RenderState.Unfold(0);
        RenderState.LookAt(4L * Math.Min(left.Count, right.Count));
        for (var i = 0; i < left.Count && i < right.Count; i++)
        {
            if (!AreEqual(left[i], right[i]))
            {
                return Order(left[i], right[i], symbol);
            }
        }

        return left.Count.CompareTo(right.Count);
    }
}
