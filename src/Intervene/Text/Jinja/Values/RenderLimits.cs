namespace Intervene.Text.Jinja.Values;

/// <summary>What a template may use at most.</summary>
/// <param name="Steps">Evaluated nodes.</param>
/// <param name="Depth">Nested macros, captures and recursive loops.</param>
/// <param name="Characters">Characters of text made, intermediate ones included; an item of a list counts as eight.</param>
/// <param name="Touched">Characters of text that operators, filters and methods look at; an item of a list counts as sixteen, a character as such as
/// eight.</param>
internal sealed record RenderLimits(int Steps = 5_000_000, int Depth = 200, long Characters = 100_000_000, long Touched = 500_000_000);
