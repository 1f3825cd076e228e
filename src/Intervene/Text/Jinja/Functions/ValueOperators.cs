using System.Numerics;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Python's operators on values, which expressions, tests and filters share.</summary>
internal static class ValueOperators
{
    /// <summary>Whether one comparison holds.</summary>
    public static bool Holds(string symbol, object? left, object? right) => symbol switch
    {
        "==" => Python.AreEqual(left, right),
        "!=" => !Python.AreEqual(left, right),
        "in" => Python.Contains(right, left),
        "not in" => !Python.Contains(right, left),
        "<" => Python.Order(left, right, symbol) < 0,
        "<=" => Python.Order(left, right, symbol) <= 0,
        ">" => Python.Order(left, right, symbol) > 0,
        ">=" => Python.Order(left, right, symbol) >= 0,
        _ => throw new InvalidOperationException(symbol),
    };

    /// <summary>Python's operators on numbers, strings, lists and tuples.</summary>
    public static object? Apply(RenderState state, string symbol, object? left, object? right)
    {
        if ((left as Undefined ?? right as Undefined) is { } undefined && !(symbol == "%" && left is string))
        {
            throw undefined.Fault();
        }

        switch (symbol, left, right)
        {
            case ("+", string a, string b):
                state.Spend((long)a.Length + b.Length);
                return a + b;
            case ("+", List<object?> a, List<object?> b):
                state.SpendItems((long)a.Count + b.Count);
                return new List<object?>([.. a, .. b]);
            case ("+", JinjaTuple a, JinjaTuple b):
                state.SpendItems((long)a.Items.Count + b.Items.Count);
                return new JinjaTuple([.. a.Items, .. b.Items]);
            case ("+", string, _):
                throw JinjaException.Type($"can only concatenate str (not \"{Python.NoneType(right)}\") to str");
            case ("+", List<object?>, _):
                throw JinjaException.Type($"can only concatenate list (not \"{Python.NoneType(right)}\") to list");
            case ("%", string format, _):
                return PercentFormat.Apply(state, format, right);
            case ("*", string or List<object?> or JinjaTuple, long or bool or BigInteger):
                return Repeat(state, left, Numbers.ToLong(right));

            case ("*", long or bool or BigInteger, string or List<object?> or JinjaTuple):
                return Repeat(state, right, Numbers.ToLong(left));
            default:
                return Numbers.IsNumber(left) && Numbers.IsNumber(right)
                    ? Number(state, symbol, left!, right!)
                    : throw JinjaException.Type(
                        $"unsupported operand type(s) for {(symbol == "**" ? "** or pow()" : symbol)}: '{Python.NoneType(left)}' and '{Python.NoneType(right)}'");
        }
    }

    private static object Number(RenderState state, string symbol, object left, object right)
    {
        var result = NumberArithmetic.Apply(symbol, left, right);
        state.Spend(result is BigInteger big ? big.GetByteCount() : 0);
        return result;
    }

    private static object Repeat(RenderState state, object? value, long times)
    {
        var count = (int)Math.Clamp(times, 0, int.MaxValue);
        state.SpendItems(Python.Length(value) * count);
        return value switch
        {
            string text => string.Concat(Enumerable.Repeat(text, count)),
            List<object?> list => Enumerable.Repeat(list, count).SelectMany(items => items).ToList(),
            _ => new JinjaTuple([.. Enumerable.Repeat(((JinjaTuple)value!).Items, count).SelectMany(items => items)]),
        };
    }
}
