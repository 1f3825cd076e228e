using System.Text.RegularExpressions;
using Intervene.Interventions.Claims;

namespace Intervene.Interventions.Alignment;

/// <summary>How an attempt writes its calculations and ends its lines, so that a line of the reference can be said in its voice.</summary>
internal sealed partial class AttemptNotation
{
    private readonly string? _times;
    private readonly bool _tight;
    private readonly (string Open, string Close) _formula;
    private readonly bool _stops;

    private AttemptNotation(IReadOnlyList<string> steps)
    {
        var text = string.Join('\n', steps);
        var calculations = steps.SelectMany(static step => ClaimReader.Read(step).Where(Calculates).Select(claim => step[claim.Start..claim.End]))
            .ToArray();
        _times = Times().Matches(text).CountBy(static match => match.Value).OrderByDescending(static sign => sign.Value)
            .ThenBy(static sign => sign.Key, StringComparer.Ordinal).Select(static sign => sign.Key).FirstOrDefault();
        _tight = calculations.Length > 0 && !calculations.Any(static calculation => calculation.Contains(' ', StringComparison.Ordinal));
        _formula = text.Contains("\\(", StringComparison.Ordinal) ? ("\\(", "\\)")
            : text.Contains("\\[", StringComparison.Ordinal) ? ("\\[", "\\]") : ("", "");
        _stops = steps.Count(static step => step.TrimEnd().EndsWith('.')) * 2 > steps.Count;
    }

    /// <summary>Reads it from the attempt's steps.</summary>
    public static AttemptNotation Of(IReadOnlyList<string> steps) => new(steps);

    /// <summary>A line with the attempt's multiplication sign, spacing, formula marks and full stop; its words stay.</summary>
    public string Say(string line)
    {
        // Formulas of its own notation are left alone.
        if (line.Contains('\\', StringComparison.Ordinal))
        {
            return line;
        }

        var said = "";
        var at = 0;
        foreach (var claim in ClaimReader.Read(line).Where(Calculates))
        {
            // The name before the first sign and the unit behind the last number are prose.
            var sides = claim.Sides.SkipWhile(static side => side.Expression is null).TakeWhile(static side => side.Expression is not null).ToArray();
            var (from, to) = (sides[0].Start, sides[^1].Expression!.LastNumber.End);
            from -= from > at && line[from - 1] == '$' ? 1 : 0;
            var bare = !Letter().IsMatch(Times().Replace(line[from..to], "*"));
            var framed = bare && _formula.Open.Length > 0;
            var calculation = Signs(line[from..to], framed);
            said += line[at..from] + (framed ? _formula.Open + calculation + _formula.Close : calculation);
            at = to;
        }

        said += line[at..];
        return _stops && said.Length > 0 && (char.IsLetterOrDigit(said[^1]) || said[^1] is ')' or '%') ? said + "." : said;
    }

    private string Signs(string calculation, bool formula)
    {
        var times = formula ? "\\times" : _times is null or "\\times" or "\\cdot" ? null : _times;
        calculation = times is null ? calculation : Times().Replace(calculation, times.Replace("$", "$$", StringComparison.Ordinal));
        calculation = formula ? Wide().Replace(Escaped().Replace(calculation, "\\$0"), " $1 ") : calculation;
        return _tight ? Blanks().Replace(calculation, "$1") : calculation;
    }

    [GeneratedRegex(@"\\times|\\cdot|×|·|(?<=[\d)%]\s*)\*(?=\s*[\d($])|(?<=\d\s*)x(?=\s*[\d($.])")]
    private static partial Regex Times();

    private static bool Calculates(Claim claim) => claim.Sides.Any(static side => side.Expression is { Operations: > 0 });

    [GeneratedRegex("[$%]")]
    private static partial Regex Escaped();

    [GeneratedRegex("[A-Za-z]")]
    private static partial Regex Letter();

    [GeneratedRegex(@"(?<=[\d)%])\s*([-+*/=×]|\\times)\s*(?=\\?\$?[\d(])")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\s*(=|\\times)\s*")]
    private static partial Regex Wide();
}
