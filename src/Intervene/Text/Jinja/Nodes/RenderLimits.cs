namespace Intervene.Text.Jinja.Nodes;

/// <summary>What a template may use at most.</summary>
/// <param name="Steps">Evaluated nodes.</param>
/// <param name="Depth">Nested macros, captures and recursive loops.</param>
/// <param name="Characters">Characters of text and items of lists made, intermediate ones included.</param>
internal sealed record RenderLimits(int Steps = 20_000_000, int Depth = 200, long Characters = 200_000_000);
