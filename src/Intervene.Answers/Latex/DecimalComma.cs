namespace Intervene.Answers.Latex;

/// <summary>Reads <c>1,23</c> as a decimal where the gold is one value, and <c>(1,5; 2)</c> where semicolons separate the members.</summary>
internal static class DecimalComma
{
    /// <summary>The answer, with a point for a comma that can only be a decimal one.</summary>
    public static string Read(string answer, Node gold)
    {
        if (!answer.Contains(',', StringComparison.Ordinal))
        {
            return answer;
        }

        if (gold.Kind is NodeKind.List or NodeKind.Set or NodeKind.Tuple)
        {
            return answer.Contains(';', StringComparison.Ordinal) && !Array.Exists(gold.Children, static c =>
                c.Kind is NodeKind.Tuple or NodeKind.List) ? BetweenDigits(answer) : answer;
        }

        if (gold.Any(static n => n.Kind is NodeKind.PlusMinus or NodeKind.List or NodeKind.Set or NodeKind.Tuple))
        {
            return answer;
        }

        var comma = answer.IndexOf(',', StringComparison.Ordinal);
        if (answer.IndexOf(',', comma + 1) >= 0 || !IsOutside(answer.AsSpan(0, comma)))
        {
            return answer;
        }

        var first = Start(answer, comma);
        var last = comma + 1;
        while (last < answer.Length && char.IsAsciiDigit(answer[last]))
        {
            last++;
        }

        var whole = answer.AsSpan(first, comma - first);
        var decimals = last - comma - 1;
        return whole.Length > 0 && char.IsAsciiDigit(whole[^1]) && decimals > 0 && (decimals != 3 || whole is "0" || whole.Contains('.'))
            ? string.Concat(answer.AsSpan(0, first), whole.ToString().Replace(".", "", StringComparison.Ordinal), ".", answer.AsSpan(comma + 1))
            : answer;
    }

    /// <summary>Where the numeral before the comma begins, with the points that group its thousands.</summary>
    private static int Start(string text, int comma)
    {
        var first = comma;
        while (first > 0 && char.IsAsciiDigit(text[first - 1]))
        {
            first--;
        }

        while (comma - first >= 3 && first >= 2 && text[first - 1] == '.' && char.IsAsciiDigit(text[first - 2]))
        {
            first--;
            while (first > 0 && char.IsAsciiDigit(text[first - 1]))
            {
                first--;
            }
        }

        return first;
    }

    /// <summary>Whether no bracket is open: inside one a comma separates arguments.</summary>
    private static bool IsOutside(ReadOnlySpan<char> before) =>
        before.Count('(') <= before.Count(')') && before.Count('[') <= before.Count(']') && before.Count('{') <= before.Count('}');

    private static string BetweenDigits(string text)
    {
        var result = text.ToCharArray();
        for (var i = 1; i + 1 < result.Length; i++)
        {
            result[i] = result[i] == ',' && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]) ? '.' : result[i];
        }

        return new string(result);
    }
}
