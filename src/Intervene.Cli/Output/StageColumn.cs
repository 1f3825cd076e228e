using Spectre.Console;
using Spectre.Console.Rendering;

namespace Intervene.Cli.Output;

/// <summary>A column of the live line with a text of the stage; where the terminal is narrow it ends in an ellipsis.</summary>
/// <param name="text">The text as it is now.</param>
internal sealed class StageColumn(Func<string> text) : ProgressColumn
{
    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Spectre.Console.Text(text()).Ellipsis();
}
