namespace Intervene.Torch.Ops.Packing;

/// <summary>The rows of a packed sequence: those of a prefix that it may share with others, and its own.</summary>
/// <param name="PrefixStart">The prefix's first row.</param>
/// <param name="PrefixLength">The prefix's rows; 0 where all rows are the sequence's own.</param>
/// <param name="Start">The first row of its own.</param>
/// <param name="Length">Its own rows.</param>
public readonly record struct SequenceRows(int PrefixStart, int PrefixLength, int Start, int Length)
{
    /// <summary>Tokens of the sequence, its prefix's among them.</summary>
    public int Tokens => PrefixLength + Length;

    /// <summary>The row of a token, 0 … Tokens − 1.</summary>
    public int Row(int token) => token < PrefixLength ? PrefixStart + token : Start + token - PrefixLength;

    /// <summary>Sequences one after the other, none of which shares a row.</summary>
    /// <param name="lengths">Their tokens.</param>
    public static SequenceRows[] EndToEnd(IEnumerable<int> lengths)
    {
        var start = 0;
        var sequences = new List<SequenceRows>();
        foreach (var length in lengths)
        {
            sequences.Add(new SequenceRows(0, 0, start, length));
            start += length;
        }

        return [.. sequences];
    }
}
