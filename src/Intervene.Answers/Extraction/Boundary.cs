namespace Intervene.Answers.Extraction;

/// <summary>Finds the part of a response in which an answer counts.</summary>
internal static class Boundary
{
    private const int ScanLimit = 256 * 1024;

    private static readonly string[] EndOfTurn = ["<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<|end|>", "</s>", "<|end_of_turn|>", "<end_of_turn>",
        "<|im_start|>", "<|eom_id|>", "<|return|>", "<|start_header_id|>", "<eos>", "<｜end▁of▁sentence｜>", "<｜User｜>", "\nHuman:", "\nUser:",
            "\n[INST]"];

    private static readonly string[] EndOfReasoning = ["</think>", "</thinking>", "</reasoning>", "</thought>"];

    private static readonly string[] StartOfReasoning = ["<think>", "<thinking>", "<reasoning>", "<thought>"];

    /// <summary>The range after the last end of reasoning and before the end of the turn, at most its last 256 k units.</summary>
    public static (int Start, int End) Of(string response, bool cutReasoning)
    {
        var end = response.Length;
        foreach (var mark in EndOfTurn)
        {
            var at = response.AsSpan(0, end).IndexOf(mark, StringComparison.Ordinal);
            if (at >= 0)
            {
                end = at;
            }
        }

        var start = Math.Max(0, end - ScanLimit);
        if (cutReasoning)
        {
            for (var i = 0; i < EndOfReasoning.Length; i++)
            {
                var close = response.AsSpan(start, end - start).LastIndexOf(EndOfReasoning[i], StringComparison.Ordinal);
                start = close < 0 ? start : start + close + EndOfReasoning[i].Length;
                var open = response.AsSpan(start, end - start).IndexOf(StartOfReasoning[i], StringComparison.Ordinal);
                end = open < 0 ? end : start + open;
            }
        }

        return (start, end);
    }
}
