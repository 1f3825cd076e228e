using System.Numerics;

namespace Intervene.Answers.Numbers;

/// <summary>A real number known to lie within <c>(Mid ± Radius) · 2^Exponent</c>.</summary>
internal readonly record struct Ball(BigInteger Mid, BigInteger Radius, long Exponent)
{
    public static readonly Ball Zero = new(0, 0, 0);

    public static readonly Ball One = new(1, 0, 0);

    public bool IsExact => Radius.IsZero;

    public bool IsExactZero => Mid.IsZero && Radius.IsZero;

    public bool ContainsZero => BigInteger.Abs(Mid) <= Radius;

    /// <summary>1 or -1 when the sign is certain, else 0.</summary>
    public int Sign => ContainsZero ? 0 : Mid.Sign;

    /// <summary>An upper bound on log2 of the absolute value.</summary>
    public long Magnitude => Mid.IsZero && Radius.IsZero ? long.MinValue / 4 : Exponent + (BigInteger.Abs(Mid) + Radius).GetBitLength();

    /// <summary>An upper bound on log2 of the radius.</summary>
    public long Error => Radius.IsZero ? long.MinValue / 4 : Exponent + Radius.GetBitLength();

    public static Ball Of(BigInteger value) => new(value, 0, 0);

    /// <summary>The double nearest to the midpoint, or an infinity beyond its range.</summary>
    public double ToDouble()
    {
        var shift = (int)Math.Max(0, (long)BigInteger.Abs(Mid).GetBitLength() - 64);
        var exponent = Math.Clamp(Exponent + shift, -4000, 4000);
        return Math.ScaleB((double)(Mid >> shift), (int)exponent);
    }

    public static Ball operator -(Ball a) => a with { Mid = -a.Mid };

    /// <summary>The least and the greatest value as rationals of the same power of two.</summary>
    public (BigInteger Low, BigInteger High) Bounds => (Mid - Radius, Mid + Radius);
}
