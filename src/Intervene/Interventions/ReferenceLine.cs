namespace Intervene.Interventions;

/// <summary>A line of a reference solution and the equations that it states.</summary>
/// <param name="Text">The line without annotations.</param>
/// <param name="Equations">Its equations, in order.</param>
internal sealed record ReferenceLine(string Text, IReadOnlyList<Equation> Equations)
{
    /// <summary>The lines of a solution, blank ones and a closing <c>####</c> line left out.</summary>
    public static IReadOnlyList<ReferenceLine> Of(string solution) =>
        [.. EquationReader.WithoutAnnotations(solution).Split('\n').Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("####", StringComparison.Ordinal))
            .Select(line => new ReferenceLine(line, EquationReader.Read(line)))];

    /// <summary>Whether a step that states an equation establishes this line: the same equation, or the line's result by other means.</summary>
    public bool IsEstablishedBy(Equation equation) =>
        Equations.Any(own => own.Normal == equation.Normal)
        || (Equations.Count > 0 && !Equations[^1].Splits && !equation.Splits && Equations[^1].Result == equation.Result);
}
