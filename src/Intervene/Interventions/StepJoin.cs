using System.Text;
using System.Text.RegularExpressions;
using Intervene.Steps;

namespace Intervene.Interventions;

/// <summary>How a proposed step takes the place of a recorded one.</summary>
/// <param name="Kept">
/// How many of the recorded step's first tokens stay before it: those of an opening tag of reasoning, which is no part of what was wrong.
/// </param>
/// <param name="Lead">The blanks that the proposed step begins with.</param>
internal readonly partial record struct StepJoin(int Kept, string Lead)
{
    /// <summary>How a step is replaced.</summary>
    /// <param name="tokenIds">The completion's token ids.</param>
    /// <param name="step">The recorded step.</param>
    /// <param name="tokenBytes">The bytes of a token.</param>
    /// <param name="separator">What stands between two steps.</param>
    /// <remarks>
    /// A prefix that ends in a blank or in the separator needs nothing more. One that ends in the middle of a line, as cuts before discourse markers
    /// leave it, is followed by the blanks that followed it before; where there were none, as behind <c>&lt;/think&gt;</c>, there are none.
    /// </remarks>
    public static StepJoin Of(IReadOnlyList<int> tokenIds, Step step, Func<int, byte[]> tokenBytes, string separator)
    {
        var text = new StringBuilder();
        var ends = new List<int>();
        for (var i = step.TokenStart; i < step.TokenEnd; i++)
        {
            text.Append(Encoding.Latin1.GetString(tokenBytes(tokenIds[i])));
            ends.Add(text.Length);
        }

        var written = text.ToString();
        if (Opening().Match(written) is { Success: true } opening)
        {
            var kept = ends.FindLastIndex(end => end >= opening.Groups["tag"].Index + opening.Groups["tag"].Length && end <= opening.Length) + 1;
            return new StepJoin(kept, kept == 0 ? opening.Value : written[ends[kept - 1]..opening.Length]);
        }

        var blanks = written.AsSpan().IndexOfAnyExcept(" \t\r\n");
        return blanks <= 0 || step.TokenStart == 0 || EndsOpen(tokenIds, step.TokenStart, tokenBytes, separator) is false
            ? new StepJoin(0, "") : new StepJoin(0, written[..blanks]);
    }

    /// <summary>A proposed step without the opening tag of reasoning that stays before it.</summary>
    /// <param name="content">The proposed step.</param>
    public string Own(string content) =>
        Opening().Match(content) is { Success: true } opening && (Kept > 0 || Lead.Contains("<think>", StringComparison.Ordinal))
            ? content[opening.Length..] : content;

    /// <summary>Whether a prefix ends neither in a blank nor in the separator.</summary>
    private static bool EndsOpen(IReadOnlyList<int> tokenIds, int count, Func<int, byte[]> tokenBytes, string separator)
    {
        var mark = Encoding.UTF8.GetBytes(separator);
        byte[] end = [];
        for (var i = count - 1; i >= 0 && end.Length < mark.Length; i--)
        {
            end = [.. tokenBytes(tokenIds[i]), .. end];
        }

        return end.Length > 0 && !" \t\r\n"u8.Contains(end[^1]) && !end.AsSpan().EndsWith(mark);
    }

    [GeneratedRegex(@"^[ \t\r\n]*(?<tag><think>)[ \t\r\n]*")]
    private static partial Regex Opening();
}
