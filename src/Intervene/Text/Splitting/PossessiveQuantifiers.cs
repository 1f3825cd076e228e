using System.Text;
using System.Text.RegularExpressions;

namespace Intervene.Text.Splitting;

/// <summary>Rewrites <c>x?+</c>, <c>x*+</c> and <c>x++</c>, which the runtime's engine does not know, as the atomic groups that they mean.</summary>
internal static partial class PossessiveQuantifiers
{
    /// <summary>The same pattern without possessive quantifiers.</summary>
    public static string ToAtomicGroups(string pattern)
    {
        var result = new StringBuilder(pattern.Length);
        Stack<int> groups = [];
        var atom = 0; // where the last atom begins in the result
        for (var i = 0; i < pattern.Length; i++)
        {
            var at = result.Length;
            switch (pattern[i])
            {
                case '\\':
                    var end = EscapeEnd(pattern, i);
                    result.Append(pattern, i, end - i);
                    (i, atom) = (end - 1, at);
                    break;
                case '[':
                    var close = ClassEnd(pattern, i);
                    result.Append(pattern, i, close - i);
                    (i, atom) = (close - 1, at);
                    break;
                case '(':
                    groups.Push(at);
                    result.Append('(');
                    if (i + 1 < pattern.Length && pattern[i + 1] == '?')
                    {
                        result.Append('?');
                        i++;
                    }

                    break;
                case ')' when groups.TryPop(out var open):
                    result.Append(')');
                    atom = open;
                    break;
                case '{' when Repetition().Match(pattern, i) is { Success: true } repetition:
                    result.Append(repetition.Value);
                    i += repetition.Length - 1;
                    if (i + 1 < pattern.Length && pattern[i + 1] == '+')
                    {
                        result.Insert(atom, "(?:").Append(')'); // after a count, + repeats
                    }

                    break;
                case '?' or '*' or '+':
                    result.Append(pattern[i]);
                    if (i + 1 < pattern.Length && pattern[i + 1] == '+')
                    {
                        result.Insert(atom, "(?>").Append(')');
                        i++;
                    }
                    else if (i + 1 < pattern.Length && pattern[i + 1] == '?')
                    {
                        result.Append('?');
                        i++;
                    }

                    break;
                default:
                    result.Append(pattern[i]);
                    atom = at;
                    break;
            }
        }

        return result.ToString();
    }

    [GeneratedRegex(@"\G\{[0-9]*,?[0-9]*\}")]
    private static partial Regex Repetition();

    private static int EscapeEnd(string pattern, int start)
    {
        var next = start + 1 < pattern.Length ? pattern[start + 1] : '\0';
        if (next is 'p' or 'P' && start + 2 < pattern.Length && pattern[start + 2] == '{')
        {
            var close = pattern.IndexOf('}', start);
            return close < 0 ? pattern.Length : close + 1;
        }

        return Math.Min(start + 2, pattern.Length);
    }

    private static int ClassEnd(string pattern, int start)
    {
        for (var i = start + 2; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (pattern[i] == ']')
            {
                return i + 1;
            }
        }

        return pattern.Length;
    }
}
