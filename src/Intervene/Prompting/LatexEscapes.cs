using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Intervene.Prompting;

/// <summary>Resolves a JSON string's escapes when it may hold LaTeX whose backslashes were not doubled: <c>\frac</c> is no form feed.</summary>
internal static class LatexEscapes
{
    /// <summary>Commands that begin with a letter that JSON escapes: b, f, n, r, t.</summary>
    private static readonly FrozenSet<string> Commands = (
        "bar begin beta bf big Big bigcap bigcup bigg bigl bigr bigtriangleup binom bmatrix bmod bot boxed boxtimes breve bullet " +
        "fbox flat floor forall frac frown " +
        "nabla natural ncong ne nearrow neg neq newline nexists ngeq ni nleq nmid nolimits nonumber not notin nparallel nsubseteq nu nwarrow " +
        "rangle rbrace rbrack rceil Re rfloor rho right rightarrow rightharpoonup rightleftharpoons rm root rule rVert " +
        "tag tan tanh tau tbinom text textbf textit textrm textsf texttt tfrac therefore theta thinspace tilde times tiny to top triangle " +
        "triangleq triangleleft triangleright"
    ).Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The string that an escaped text stands for.</summary>
    public static string Resolve(string escaped)
    {
        if (!escaped.Contains('\\', StringComparison.Ordinal))
        {
            return escaped;
        }

        var raw = IsRaw(escaped);
        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\' || i + 1 == escaped.Length)
            {
                text.Append(escaped[i]);
                continue;
            }

            var run = Run(escaped, i + 1);
            if (IsCommand(run, raw))
            {
                text.Append('\\').Append(run);
                i += run.Length;
                continue;
            }

            i++;
            i += Escape(escaped, i, raw, text);
        }

        return text.ToString();
    }

    /// <summary>Whether single backslashes stand for themselves: one is followed by what JSON does not escape.</summary>
    private static bool IsRaw(string escaped)
    {
        for (var i = 0; i + 1 < escaped.Length; i++)
        {
            if (escaped[i] != '\\')
            {
                continue;
            }

            i++;
            if (!"\"'\\/bfnrtu".Contains(escaped[i], StringComparison.Ordinal) || (escaped[i] == 'u' && CodeUnit(escaped, i) is null)
                || (escaped[i] is 'b' or 'f' && i + 1 < escaped.Length && char.IsAsciiLetter(escaped[i + 1])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A command of two letters, such as <c>\nu</c>, is a line break and a letter where the other backslashes are doubled.</summary>
    private static bool IsCommand(string run, bool raw) =>
        run.Length > 1 && (run[0] is 'b' or 'f' ? char.IsAsciiLetter(run[1]) : run[0] is 'n' or 'r' or 't' && Commands.Contains(run)
            && (raw || run.Length > 2 || run[0] != 'n'));

    private static string Run(string text, int at)
    {
        var end = at;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        return text[at..end];
    }

    /// <summary>Appends what an escape stands for and says how many characters it takes after its first.</summary>
    private static int Escape(string escaped, int at, bool raw, StringBuilder text)
    {
        switch (escaped[at])
        {
            case 'n':
                text.Append('\n');
                return 0;
            case 't':
                text.Append('\t');
                return 0;
            case 'r':
                text.Append('\r');
                return 0;
            case '"' or '\'' or '/':
                text.Append(escaped[at]);
                return 0;
            case '\\':
                text.Append(raw && (at + 1 == escaped.Length || char.IsWhiteSpace(escaped[at + 1])) ? @"\\" : @"\");
                return 0;
            case 'u' when CodeUnit(escaped, at) is { } unit:
                text.Append(unit);
                return 4;
            default:
                text.Append('\\').Append(escaped[at]);
                return 0;
        }
    }

    private static char? CodeUnit(string text, int at) =>
        at + 4 < text.Length && ushort.TryParse(text.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit : null;
}
