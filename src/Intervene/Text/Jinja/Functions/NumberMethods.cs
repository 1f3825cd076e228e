using System.Numerics;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Python's attributes and methods of int, bool and float.</summary>
internal static class NumberMethods
{
    /// <summary>The member, or null when there is none of that name.</summary>
    public static object? Find(object value, string name) => name switch
    {
        "real" => value is bool ? Numbers.ToLong(value) : value,
        "imag" => value is double ? (object)0.0 : 0L,
        "conjugate" => new Function(name, _ => value is bool ? Numbers.ToLong(value) : value),
        "numerator" when value is not double => value is bool ? Numbers.ToLong(value) : value,
        "denominator" when value is not double => 1L,
        "bit_length" when value is not double => new Function(name, _ => Numbers.Normal(BigInteger.Abs(Numbers.ToBig(value)).GetBitLength())),
        "bit_count" when value is not double => new Function(name, _ => Bits(BigInteger.Abs(Numbers.ToBig(value)))),
        "as_integer_ratio" => new Function(name, _ => Ratio(value)),
        "is_integer" when value is double real => new Function(name, _ => double.IsFinite(real) && Math.Floor(real) == real),
        _ => null,
    };

    private static object Bits(BigInteger value) => value.ToByteArray().Sum(part => (long)BitOperations.PopCount(part));

    private static JinjaTuple Ratio(object value)
    {
        if (value is not double real)
        {
            return new([Numbers.Normal(Numbers.ToBig(value)), 1L]);
        }

        _ = Numbers.Truncate(real);
        var (top, shift) = (real, 0);
        while (Math.Floor(top) != top)
        {
            top *= 2;
            shift++;
        }

        return new([Numbers.Truncate(top), Numbers.Normal(BigInteger.One << shift)]);
    }
}
