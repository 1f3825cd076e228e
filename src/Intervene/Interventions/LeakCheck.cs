using System.Text.RegularExpressions;

namespace Intervene.Interventions;

/// <summary>Whether an intervention gives the final answer away.</summary>
public static partial class LeakCheck
{
    /// <summary>Whether a text states the gold answer as a result: in a box, after an equals sign, or as its last number.</summary>
    /// <param name="gold">The gold answer.</param>
    /// <param name="content">The intervention's text.</param>
    /// <param name="same">Whether two answers are equivalent: (gold, other).</param>
    public static bool States(string gold, string content, Func<string, string, bool> same) => Candidates(content).Distinct(StringComparer.Ordinal).Any(text => same(gold, text));

    /// <summary>Whether a text does nothing but state the gold answer: it states it and works nothing out.</summary>
    /// <param name="gold">The gold answer.</param>
    /// <param name="content">The intervention's text.</param>
    /// <param name="same">Whether two answers are equivalent: (gold, other).</param>
    public static bool Restates(string gold, string content, Func<string, string, bool> same) =>
        EquationReader.Read(content).Count == 0 && States(gold, content, same);

    private static IEnumerable<string> Candidates(string content)
    {
        yield return content.Trim();
        foreach (var line in content.Split('\n'))
        {
            foreach (var box in Boxed(line))
            {
                yield return box;
            }

            if (line.LastIndexOf('=') is >= 0 and var equals)
            {
                yield return line[(equals + 1)..].Trim().TrimEnd('.');
            }

            if (LastNumber().Match(line) is { Success: true } number)
            {
                yield return number.Value;
            }
        }
    }

    private static IEnumerable<string> Boxed(string line)
    {
        const string open = "\\boxed{";
        for (var at = line.IndexOf(open, StringComparison.Ordinal); at >= 0; at = line.IndexOf(open, at + 1, StringComparison.Ordinal))
        {
            var depth = 1;
            var end = at + open.Length;
            for (; end < line.Length && depth > 0; end++)
            {
                depth += line[end] == '{' ? 1 : line[end] == '}' ? -1 : 0;
            }

            if (depth == 0)
            {
                yield return line[(at + open.Length)..(end - 1)];
            }
        }
    }

    [GeneratedRegex(@"-?\d[\d,]*(?:\.\d+)?", RegexOptions.RightToLeft)]
    private static partial Regex LastNumber();
}
