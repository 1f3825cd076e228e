namespace Intervene.Answers.Latex;

/// <summary>Reads <c>1,23</c> as a decimal where the gold is one number.</summary>
internal static class DecimalComma
{
    /// <summary>The answer, with a point for a comma that can only be a decimal one.</summary>
    public static string Read(string answer, Node gold)
    {
        if (gold.Kind is not (NodeKind.Number or NodeKind.Divide or NodeKind.Quantity or NodeKind.Percent))
        {
            return answer;
        }

        var text = answer.AsSpan().Trim().Trim('$').Trim();
        var comma = text.IndexOf(',');
        if (comma <= 0 || comma + 1 >= text.Length)
        {
            return answer;
        }

        var whole = text[..comma].TrimStart('-');
        var rest = text[(comma + 1)..];
        var digits = whole.Length > 0 && !whole.ContainsAnyExceptInRange('0', '9') && !rest.ContainsAnyExceptInRange('0', '9');
        return digits && (rest.Length != 3 || whole is "0") ? string.Concat(text[..comma], ".", rest) : answer;
    }
}
