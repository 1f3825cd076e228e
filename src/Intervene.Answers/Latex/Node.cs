using Intervene.Answers.Numbers;


namespace Intervene.Answers.Latex;

/// <summary>A node of a parsed formula. The name holds a function, a letter, a bracket pair, or the operators of a chain.</summary>
internal sealed class Node(NodeKind kind, string name, params Node[] children) : IEquatable<Node>
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

            var commutes = Commutes;
            foreach (var child in Children)
            {
                h = commutes ? h + Mix(child.Hash) : Mix(h ^ child.Hash);
            }

            return _hash = h == 0 ? 1 : h;
        }
    }

    private bool Commutes => Kind is NodeKind.Add or NodeKind.Multiply or NodeKind.Set or NodeKind.Union or NodeKind.Intersection;

    /// <summary>Whether two trees differ only in the order of sums and products; a hash alone proves nothing.</summary>
    public bool Equals(Node? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        return other is not null && Hash == other.Hash && Kind == other.Kind && Name == other.Name && Value.Equals(other.Value)
            && Children.Length == other.Children.Length
            && (Pairwise(Children, other.Children) || (Commutes && Pairwise(Sorted(Children), Sorted(other.Children))));
    }

    public override bool Equals(object? obj) => Equals(obj as Node);

    public override int GetHashCode() => (int)Hash;

    private static bool Pairwise(Node[] a, Node[] b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (!a[i].Equals(b[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static Node[] Sorted(Node[] children) => [.. children.OrderBy(static child => child.Hash)];

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
