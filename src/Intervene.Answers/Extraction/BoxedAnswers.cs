namespace Intervene.Answers.Extraction;

/// <summary>What a solution says in its boxes, as the verifier reads them.</summary>
public static class BoxedAnswers
{
    /// <summary>
    /// The contents of <c>\boxed{…}</c>, <c>\fbox{…}</c> and their kin in the text's order; of nested boxes the innermost. A box that does not close
    /// is none, and where the last one does not, there is none.
    /// </summary>
    /// <param name="text">A solution, or a part of one.</param>
    public static IReadOnlyList<string> In(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var boxes = Boxes.In(text, 0, text.Length, int.MaxValue);
        boxes.Reverse();
        return [.. boxes.Select(box => text.Substring(box.Start, box.Length))];
    }
}
