namespace Intervene.Answers.Latex;

/// <summary>Tells words from formulas.</summary>
internal static class PlainText
{
    /// <summary>Whether a text holds words and nothing that a formula is made of.</summary>
    public static bool IsWords(string text)
    {
        var run = 0;
        var longest = 0;
        var longestRun = "";
        var start = 0;
        var blank = false;
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : ' ';
            if (char.IsLetter(c))
            {
                start = run == 0 ? i : start;
                run++;
                continue;
            }

            if (run > longest)
            {
                (longest, longestRun) = (run, text[start..i]);
            }

            run = 0;
            blank |= char.IsWhiteSpace(c) && i < text.Length && i > 0;
            if (!(char.IsWhiteSpace(c) || c is '.' or ',' or '\'' or '-' or '"' or '!' or '?' or ';' or '*'))
            {
                return false;
            }
        }

        return longest >= 4 ? !Words.PlainCommands.Contains(longestRun) : longest == 3 && blank && !Words.PlainCommands.Contains(longestRun)
            || (longest >= 2 && !blank && longestRun is "no" or "No" or "yes" or "Yes" or "YES" or "NO" or "odd");
    }
}
