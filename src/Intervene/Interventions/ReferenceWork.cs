using System.Text.RegularExpressions;

namespace Intervene.Interventions;

/// <summary>The calculations of a reference solution, as far as a leak is concerned.</summary>
internal sealed partial class ReferenceWork
{
    private readonly IReadOnlyList<(string Calculation, string Result)> _equations;

    private ReferenceWork(IReadOnlyList<(string Calculation, string Result)> equations) => _equations = equations;

    /// <summary>Reads a reference solution.</summary>
    public static ReferenceWork Of(string reference) => new([.. Equations(Annotation().Replace(reference, ""))]);

    /// <summary>The share of the results, the gold left out, that a text states; 0 where there are fewer than two.</summary>
    public double Share(string content, Func<string, bool> isGold)
    {
        var needed = _equations.Select(equation => equation.Result).Where(result => !isGold(result)).Distinct(StringComparer.Ordinal).ToArray();
        var stated = Equations(content).Select(equation => equation.Result).ToHashSet(StringComparer.Ordinal);
        return needed.Length < 2 ? 0 : (double)needed.Count(stated.Contains) / needed.Length;
    }

    /// <summary>
    /// Whether a calculation that comes out as the gold is one on the way: the reference does it, and comes to the gold by another one later.
    /// </summary>
    public bool IsOnTheWay(string calculation, Func<string, bool> isGold)
    {
        var same = Skeleton(calculation);
        var last = _equations.LastOrDefault(equation => isGold(equation.Result)).Calculation;
        return last is not null && last != same && _equations.Any(equation => equation.Calculation == same);
    }

    private static IEnumerable<(string Calculation, string Result)> Equations(string text) =>
        Equation().Matches(text).Select(match => (Skeleton(match.Groups[1].Value), match.Groups[2].Value.Replace(",", "", StringComparison.Ordinal)));

    /// <summary>A calculation's numbers and signs alone, so that units and blanks make no difference.</summary>
    private static string Skeleton(string calculation)
    {
        var sentence = calculation[(calculation.LastIndexOfAny(['=', ':', '\n']) + 1)..];
        return string.Concat(sentence.Select(c => c is '×' or 'x' ? '*' : c is '÷' ? '/' : c is '−' or '–' ? '-' : c)
            .Where(c => char.IsAsciiDigit(c) || "+-*/.()^".Contains(c, StringComparison.Ordinal))).Trim('.');
    }

    [GeneratedRegex("<<[^<>]*>>")]
    private static partial Regex Annotation();

    [GeneratedRegex(@"([^=\n]*)=\s*\\?\$?\s*(-?\d[\d,]*(?:\.\d+)?)(?![ \t]*[-+*/^\d])")]
    private static partial Regex Equation();
}
