using Intervene.Answers.Latex;


namespace Intervene.Answers.Extraction;

/// <summary>Tells a response that is one formula from prose.</summary>
internal static class Formulas
{
    /// <summary>Whether a text holds no prose: no run of letters but commands, text in commands, names of functions and units.</summary>
    public static bool IsAlone(ReadOnlySpan<char> text)
    {
        var words = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                var start = ++i;
                if (i < text.Length && text[i] == '\\')
                {
                    continue;
                }

                while (i < text.Length && char.IsAsciiLetter(text[i]))
                {
                    i++;
                }

                if ((text[start..i] is "begin" or "end" || Words.TextCommands.Contains(text[start..i].ToString())) && i < text.Length
                    && text[i] == '{')
                {
                    var close = text[i..].IndexOf('}');
                    if (close > 0 && text.Slice(i, close).Count(' ') >= 4)
                    {
                        return false;
                    }

                    i += close < 0 ? 0 : close;
                }
                else
                {
                    i--;
                }
            }
            else if (char.IsLetter(text[i]))
            {
                var start = i;
                while (i < text.Length && char.IsLetter(text[i]))
                {
                    i++;
                }

                var run = text[start..i].ToString();
                i--;
                words += run.Length >= 3 && !Words.PlainCommands.Contains(run) && !Words.Functions.Contains(run) && !Units.IsWord(run) ? 1 : 0;
                if (words > 1 || (words == 1 && start > 0 && text[..start].TrimStart().Length > 0 && char.IsLetter(text.TrimStart()[0])
                    && text[..start].IndexOfAny('=', '(', '{') < 0) || run.Length > 2 && !char.IsAscii(run[0]))
                {
                    return false;
                }
            }
            else if (text[i] == '\n' && text[i..].TrimStart().Length > 0 && text.IndexOf("\\begin", StringComparison.Ordinal) < 0)
            {
                return false;
            }
        }

        return !text.StartsWith("####", StringComparison.Ordinal) && text.IndexOf("**", StringComparison.Ordinal) < 0;
    }

    /// <summary>Whether words of prose stand outside the dollars of a text that has some.</summary>
    public static bool IsMixed(ReadOnlySpan<char> text)
    {
        if (!text.Contains('$'))
        {
            return false;
        }

        var inside = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
                while (i + 1 < text.Length && char.IsAsciiLetter(text[i]) && char.IsAsciiLetter(text[i + 1]))
                {
                    i++;
                }
            }
            else if (text[i] == '$')
            {
                inside = !inside;
            }
            else if (!inside && char.IsLetter(text[i]))
            {
                var start = i;
                while (i < text.Length && char.IsLetter(text[i]))
                {
                    i++;
                }

                var run = text[start..i].ToString();
                i--;
                if (run.Length > 1 && Joins.Of(run, true, true) is null && !Units.IsWord(run) && !Words.PlainCommands.Contains(run))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
