namespace Intervene.Reports.Content;

/// <summary>Why a response earned what it earned, in words.</summary>
public static class VerdictWords
{
    private const int Longest = 120;

    /// <summary>The words.</summary>
    /// <param name="verdict">The verifier's outcome.</param>
    /// <param name="answer">What it took for the answer; null where that is not known.</param>
    /// <param name="gold">The gold answer.</param>
    /// <param name="isCut">Whether the response ended at a limit.</param>
    public static string Of(string verdict, string? answer, string gold, bool isCut)
    {
        var read = answer is null ? "" : $"the verifier read {Short(answer)}";
        var words = verdict switch
        {
            "correct" => answer is null ? "its answer equals the gold one" : $"{read}, which equals the gold answer {Short(gold)}",
            "wrong" => answer is null ? $"its answer is not the gold one, {Short(gold)}" : $"{read}; the gold answer is {Short(gold)}",
            "no_answer" => "the verifier found no answer in it",
            "unparsable" => answer is null ? "its answer cannot be read" : $"its answer cannot be read: {Short(answer)}",
            "out_of_fuel" => "comparing its answer with the gold one took too long",
            _ => "",
        };
        return !isCut ? words : words.Length == 0 ? "it was cut at a token limit" : words + "; it was cut at a token limit";
    }

    private static string Short(string text) => text.Length <= Longest ? text : text[..(Longest - 1)] + "…";
}
