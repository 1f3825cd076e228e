using Intervene.Pipeline.Runs;

namespace Intervene.Cli.Output;

/// <summary>No progress: results and errors alone.</summary>
internal sealed class QuietProgress : RunProgress
{
    public override void Skipped(string stage, double seconds)
    {
    }

    public override void Progressed(StageProgress progress)
    {
    }

    public override void Finished(string stage, TimeSpan elapsed)
    {
    }

    public override void Said(string? stage, string text)
    {
    }

    protected override void Shown(string stage, RenderedExample example)
    {
    }
}
