using System.Numerics;
using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;

namespace Intervene.Answers.Algebra;

/// <summary>Values of the variables at one sample point; a fixed function of the point and the name, never of the answer.</summary>
internal sealed class Assignment(int point, bool integers)
{
    /// <summary>How many sample points there are.</summary>
    public const int Points = 8;

    private readonly Dictionary<ulong, Node> _names = [];

    private Dictionary<Node, Rational>? _bound;

    /// <summary>Whether a sum or product has fixed the value of its index.</summary>
    public bool Binds => _bound is { Count: > 0 };

    public bool Integers => integers;

    /// <summary>The value of a variable, or of a form that is compared as a whole.</summary>
    public Rational this[Node node]
    {
        get
        {
            if (_bound is not null && _bound.TryGetValue(node, out var value))
            {
                return value;
            }

            if (!_names.TryAdd(node.Hash, node) && !_names[node.Hash].Equals(node))
            {
                throw new NoValueException("two _names whose hashes are equal");
            }

            var h = node.Hash + ((ulong)(point + 1) * 0x9e3779b97f4a7c15);
            h = (h ^ (h >> 29)) * 0xbf58476d1ce4e5b9;
            h ^= h >> 32;
            if (integers)
            {
                return Rational.Of(3 + (long)(h % 23));
            }

            BigInteger numerator = (h & 0xffff) | 1;
            return (point & 7) switch
            {
                0 or 4 => Rational.Of(numerator + 70_000, 1 << 16),
                1 or 6 => Rational.Of(-numerator - 30_000, 1 << 16),
                2 or 5 => Rational.Of(numerator, 1 << 16),
                3 => Rational.Of((numerator * 97) + 700_000, 1 << 16),
                _ => Rational.Of((h >> 40 & 1) == 0 ? numerator + 9_000 : -numerator - 9_000, 1 << 16),
            };
        }
    }

    /// <summary>Fixes the value of a bound variable, until <see cref="Release"/>.</summary>
    public void Bind(Node symbol, Rational value) => (_bound ??= [])[symbol] = value;

    public void Release(Node symbol) => _bound?.Remove(symbol);
}
