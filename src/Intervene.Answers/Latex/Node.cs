using Intervene.Answers.Algebra;

namespace Intervene.Answers.Latex;

/// <summary>A node of a parsed formula. The name holds a function, a letter, a bracket pair, or the operators of a chain.</summary>
internal sealed class Node(NodeKind kind, string name, params Node[] children)
{
    private ulong _hash;

    public NodeKind Kind { get; } = kind;

    public string Name { get; } = name;

    public Node[] Children { get; } = children;

    public Rational Value { get; private init; }

    /// <summary>Decimals of a literal that was written with a decimal point.</summary>
    public int Decimals { get; private init; } = -1;

    public Node this[int index] => Children[index];

    public static Node Number(Rational value, int decimals = -1) => new(NodeKind.Number, "") { Value = value, Decimals = decimals };

    public bool IsDecimal => Decimals >= 0;

    /// <summary>Equal for trees that differ only in the order of sums and products.</summary>
    public ulong Hash
    {
        get
        {
            if (_hash != 0)
            {
                return _hash;
            }

            var h = Mix((ulong)Kind + 1);
            foreach (var c in Name)
            {
                h = Mix(h ^ c);
            }

            if (Kind == NodeKind.Number)
            {
                h = Mix(h ^ Bits(Value.Numerator)) + Bits(Value.Denominator);
            }

            var commutes = Kind is NodeKind.Add or NodeKind.Multiply or NodeKind.Set or NodeKind.Union or NodeKind.Intersection;
            foreach (var child in Children)
            {
                h = commutes ? h + Mix(child.Hash) : Mix(h ^ child.Hash);
            }

            return _hash = h == 0 ? 1 : h;
        }
    }

    public bool Any(Func<Node, bool> test) => test(this) || Array.Exists(Children, child => child.Any(test));

    public override string ToString() => NodePrinter.Print(this);

    private static ulong Bits(System.Numerics.BigInteger value)
    {
        var h = value.Sign < 0 ? 7UL : 3UL;
        foreach (var b in value.ToByteArray())
        {
            h = Mix(h ^ b);
        }

        return h;
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return (x ^ (x >> 31)) + 0x9e3779b97f4a7c15;
    }
}
