namespace Intervene.Answers.Comparison;

/// <summary>Compares integers too long for arithmetic by their digits.</summary>
internal static class LongIntegers
{
    private const int Shortest = 2000;

    /// <summary>Whether two runs of digits are the same number; null when the answer is not a long run of digits.</summary>
    public static bool? Same(ReadOnlySpan<char> gold, ReadOnlySpan<char> answer)
    {
        var a = gold.Trim();
        var b = answer.Trim().Trim('$').Trim();
        if (b.Length < Shortest || !IsDigits(b) || !IsDigits(a))
        {
            return null;
        }

        return a.TrimStart('0').SequenceEqual(b.TrimStart('0'));
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
