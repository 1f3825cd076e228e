using Intervene.Text.Splitting;

namespace Intervene.Text;

/// <summary>The steps before the merges, in order: each cuts the pieces of the one before; the last may be ByteLevel's.</summary>
/// <param name="Steps">The steps that cut.</param>
/// <param name="PrefixStep">Before this step (or after all, at the count of steps) a piece without a leading space gets one; −1 for never.</param>
/// <param name="ByteLevel">Whether the merges work on the byte alphabet.</param>
internal sealed record TextSplitter(IReadOnlyList<SplitStep> Steps, int PrefixStep, bool ByteLevel)
{
    /// <summary>Cuts the text and hands every piece to the encoder.</summary>
    public void Encode(ReadOnlySpan<char> text, PieceEncoder encoder, List<int> ids) => Encode(text, 0, encoder, ids);

    private void Encode(ReadOnlySpan<char> text, int step, PieceEncoder encoder, List<int> ids)
    {
        if (step == PrefixStep && !text.StartsWith(' '))
        {
            text = string.Concat(" ", text);
        }

        if (step == Steps.Count)
        {
            encoder.Encode(text, ids);
            return;
        }

        List<(int Start, int End)> pieces = [];
        Steps[step].Split(text, pieces);
        foreach (var (start, end) in pieces)
        {
            Encode(text[start..end], step + 1, encoder, ids);
        }
    }
}
