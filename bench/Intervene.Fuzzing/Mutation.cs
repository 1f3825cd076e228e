namespace Intervene.Fuzzing;

/// <summary>Damages well-formed inputs; the same for the same seed.</summary>
public static class Mutation
{
    private const int MostEdits = 6;
    private const int LongestCut = 12;
    private const int LongestCopy = 64;

    /// <summary>The input of a seed.</summary>
    /// <param name="target">The kind of input.</param>
    /// <param name="seed">The seed.</param>
    public static string Of(FuzzTarget target, long seed)
    {
        var random = new Random(HashCode(target.Name, seed));
        var text = target.Seeds[random.Next(target.Seeds.Count)];
        for (var edits = random.Next(1, MostEdits); edits > 0; edits--)
        {
            text = Edit(text, target, random);
        }

        return text;
    }

    private static string Edit(string text, FuzzTarget target, Random random)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(1, LongestCut), text.Length - at);
        var piece = target.Pieces[random.Next(target.Pieces.Count)];
        switch (random.Next(7))
        {
            case 0:
                return text.Remove(at, length);
            case 1:
                return text.Remove(at, length).Insert(at, piece);
            case 2:
                return text.Insert(random.Next(text.Length + 1), text.Substring(at, Math.Min(random.Next(1, LongestCopy), text.Length - at)));
            case 3:
                return text[..at];
            case 4 when length > 0:
                return string.Concat(text.AsSpan(0, at), ((char)(text[at] ^ (1 << random.Next(8)))).ToString(), text.AsSpan(at + 1));
            case 5:
                var other = target.Seeds[random.Next(target.Seeds.Count)];
                return string.Concat(text.AsSpan(0, at), other.AsSpan(random.Next(other.Length + 1)));
            default:
                return text.Insert(at, piece);
        }
    }

    /// <summary>A number that is the same in every process.</summary>
    private static int HashCode(string name, long seed)
    {
        var hash = 2166136261u;
        foreach (var c in $"{name}/{seed}")
        {
            hash = (hash ^ c) * 16777619u;
        }

        return (int)hash;
    }
}
