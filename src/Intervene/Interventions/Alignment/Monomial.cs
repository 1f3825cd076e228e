namespace Intervene.Interventions.Alignment;

/// <summary>A product of powers of the question's numbers, <c>a·b²·c⁻¹</c>: a number is known by its value, a sum below a bar by its text.</summary>
internal readonly struct Monomial : IEquatable<Monomial>
{
    private readonly (string Symbol, int Power)[] _factors;
    private readonly int _hash;

    private Monomial((string Symbol, int Power)[] sorted)
    {
        _factors = sorted;
        var hash = new HashCode();
        foreach (var (symbol, power) in sorted)
        {
            hash.Add(symbol, StringComparer.Ordinal);
            hash.Add(power);
        }

        _hash = hash.ToHashCode();
    }

    /// <summary>The empty product.</summary>
    public static Monomial One { get; } = new([]);

    /// <summary>The factors, ordered by symbol, no power zero.</summary>
    public IReadOnlyList<(string Symbol, int Power)> Factors => _factors;

    /// <summary>One symbol.</summary>
    public static Monomial Of(string symbol) => new([(symbol, 1)]);

    /// <summary>The product with another, or with its inverse.</summary>
    public Monomial Times(Monomial other, bool inverse = false)
    {
        var powers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (symbol, power) in _factors)
        {
            powers[symbol] = power;
        }

        foreach (var (symbol, power) in other._factors)
        {
            powers[symbol] = powers.GetValueOrDefault(symbol) + (inverse ? -power : power);
        }

        return new([.. powers.Where(static factor => factor.Value != 0).Select(static factor => (factor.Key, factor.Value))]);
    }

    /// <summary>Whether every factor stands in another product with at least its power, on the same side of the fraction bar.</summary>
    public bool Divides(Monomial other)
    {
        foreach (var (symbol, power) in _factors)
        {
            var whole = other._factors.FirstOrDefault(factor => factor.Symbol == symbol).Power;
            if (Math.Sign(whole) != Math.Sign(power) || Math.Abs(power) > Math.Abs(whole))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Equals(Monomial other) => _hash == other._hash && _factors.AsSpan().SequenceEqual(other._factors);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Monomial other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join('·', _factors.Select(static factor => factor.Power == 1 ? factor.Symbol : $"{factor.Symbol}^{factor.Power}"));
}
