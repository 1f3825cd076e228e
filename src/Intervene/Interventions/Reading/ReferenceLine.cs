using System.Text.RegularExpressions;
using Intervene.Interventions.Claims;

namespace Intervene.Interventions.Reading;

/// <summary>A line of a reference solution and the equations that it states.</summary>
/// <param name="Text">The line without annotations.</param>
/// <param name="Equations">Its equations, in order.</param>
internal sealed partial record ReferenceLine(string Text, IReadOnlyList<Equation> Equations)
{
    /// <summary>The sentences of a solution, line by line, blank ones and a closing <c>####</c> line left out.</summary>
    public static IReadOnlyList<ReferenceLine> Of(string solution) =>
        [.. Annotation().Replace(solution, "").Split('\n').Where(static line => !line.StartsWith("####", StringComparison.Ordinal))
            .SelectMany(Sentences).Select(static line => line.Trim()).Where(static line => line.Length > 0)
            .Select(static line => new ReferenceLine(line, Equation.Read(line)))];

    /// <summary>A line cut behind full stops outside formulas, where a capital or a formula begins the next sentence.</summary>
    private static IEnumerable<string> Sentences(string line)
    {
        var formula = MathSpans.Of(line);
        var start = 0;
        foreach (Match stop in Stop().Matches(line))
        {
            if (!formula[stop.Index])
            {
                yield return line[start..(stop.Index + 1)];
                start = stop.Index + 1;
            }
        }

        yield return line[start..];
    }

    /// <summary>Whether a step that states an equation establishes this line: the same equation, or the line's result by other means.</summary>
    public bool IsEstablishedBy(Equation equation) =>
        Equations.Any(own => own.Normal == equation.Normal)
        || (Equations.Count > 0 && !Equations[^1].Splits && !equation.Splits && Equations[^1].Result == equation.Result);

    [GeneratedRegex(@"(?<=[\w)$\]}%]{2})[.!](?=\s+[A-Z$\\])")]
    private static partial Regex Stop();

    [GeneratedRegex("<<[^<>]*>>")]
    private static partial Regex Annotation();
}
