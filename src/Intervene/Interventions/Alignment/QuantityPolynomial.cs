using Intervene.Interventions.Claims;

namespace Intervene.Interventions.Alignment;

/// <summary>
/// A value as a polynomial in the numbers of the question: what it would become if they changed. Two derivations agree where their polynomials do, in
/// whatever order, grouping and notation they were written; two values that happen to be equal do not.
/// </summary>
internal sealed class QuantityPolynomial : IEquatable<QuantityPolynomial>
{
    private const int MostTerms = 24;

    private readonly Dictionary<Monomial, Rational> _terms;
    private readonly int _hash;

    private QuantityPolynomial(Dictionary<Monomial, Rational> terms)
    {
        _terms = terms;
        _hash = terms.Aggregate(0, static (sum, term) => sum + HashCode.Combine(term.Key, term.Value));
    }

    /// <summary>Whether it is a single term.</summary>
    public bool IsTerm => _terms.Count == 1;

    /// <summary>A number that does not change with the question.</summary>
    public static QuantityPolynomial Constant(Rational value) => new(value.IsZero ? [] : new() { [Monomial.One] = value });

    /// <summary>A number of the question.</summary>
    public static QuantityPolynomial Symbol(string symbol) => new(new() { [Monomial.Of(symbol)] = Rational.Of(1) });

    /// <summary>The sum, or null where it grows too long to follow.</summary>
    public static QuantityPolynomial? Add(QuantityPolynomial a, QuantityPolynomial b, bool subtract = false)
    {
        var terms = new Dictionary<Monomial, Rational>(a._terms);
        foreach (var (monomial, coefficient) in b._terms)
        {
            Put(terms, monomial, subtract ? -coefficient : coefficient);
        }

        return Bounded(terms);
    }

    /// <summary>The product, or null where it grows too long to follow.</summary>
    public static QuantityPolynomial? Multiply(QuantityPolynomial a, QuantityPolynomial b)
    {
        if (a._terms.Count * b._terms.Count > 3 * MostTerms)
        {
            return null;
        }

        var terms = new Dictionary<Monomial, Rational>();
        foreach (var (left, x) in a._terms)
        {
            foreach (var (right, y) in b._terms)
            {
                Put(terms, left.Times(right), x * y);
            }
        }

        return Bounded(terms);
    }

    /// <summary>The quotient: exact by a single term or a multiple, else with the divisor as one symbol; null by zero.</summary>
    public static QuantityPolynomial? Divide(QuantityPolynomial a, QuantityPolynomial b)
    {
        if (b._terms.Count == 0)
        {
            return null;
        }

        if (b.IsTerm)
        {
            var (monomial, coefficient) = b._terms.First();
            return new(a._terms.ToDictionary(term => term.Key.Times(monomial, inverse: true), term => term.Value / coefficient));
        }

        if (a._terms.Count == b._terms.Count)
        {
            var (monomial, coefficient) = b._terms.First();
            foreach (var (numerator, value) in a._terms)
            {
                var ratio = new QuantityPolynomial(new() { [numerator.Times(monomial, inverse: true)] = value / coefficient });
                if (a.Equals(Multiply(b, ratio)))
                {
                    return ratio;
                }
            }
        }

        return Multiply(a, Symbol("1/(" + b + ")"));
    }

    /// <summary>With the other sign.</summary>
    public QuantityPolynomial Negated() => new(_terms.ToDictionary(static term => term.Key, static term => -term.Value));

    /// <summary>
    /// Whether it is a part of another: the other regrouped, a partial sum or a partial product of it, a share of a sum that the other takes whole.
    /// What remains may hold only the constants given.
    /// </summary>
    public bool IsPartOf(QuantityPolynomial whole, IReadOnlySet<Rational> constants)
    {
        if (_terms.Count == 0)
        {
            return false;
        }

        var (first, coefficient) = _terms.First();
        foreach (var (monomial, value) in whole._terms)
        {
            var scale = value / coefficient;
            if (!first.Divides(monomial) || !constants.Contains(scale.Sign < 0 ? -scale : scale))
            {
                continue;
            }

            var ratio = monomial.Times(first, inverse: true);
            if (_terms.All(term => whole._terms.TryGetValue(term.Key.Times(ratio), out var other) && other == term.Value * scale))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public bool Equals(QuantityPolynomial? other) => other is not null && _hash == other._hash && _terms.Count == other._terms.Count
        && _terms.All(term => other._terms.TryGetValue(term.Key, out var value) && value == term.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as QuantityPolynomial);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(" + ", _terms.Select(static term => $"{term.Value.Numerator}/{term.Value.Denominator}·{term.Key}")
            .Order(StringComparer.Ordinal));

    private static void Put(Dictionary<Monomial, Rational> terms, Monomial monomial, Rational coefficient)
    {
        var sum = terms.TryGetValue(monomial, out var value) ? value + coefficient : coefficient;
        if (sum.IsZero)
        {
            terms.Remove(monomial);
        }
        else
        {
            terms[monomial] = sum;
        }
    }

    private static QuantityPolynomial? Bounded(Dictionary<Monomial, Rational> terms) => terms.Count <= MostTerms ? new(terms) : null;
}
