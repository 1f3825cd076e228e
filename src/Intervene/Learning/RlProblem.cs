namespace Intervene.Learning;

/// <summary>A problem to train on.</summary>
/// <param name="Id">The problem.</param>
/// <param name="PromptIds">Its prompt's token ids: at least one.</param>
/// <param name="Patched">Whether fine-tuning before had an example of it.</param>
public sealed record RlProblem(string Id, int[] PromptIds, bool Patched = false)
{
    /// <summary>Its prompts with one, two, … steps of its solution, all but the last; empty where there are no hints.</summary>
    public IReadOnlyList<int[]> Guided { get; init; } = [];

    /// <summary>The last tokens of <see cref="PromptIds"/> that begin the response and are graded with it; null where there are none.</summary>
    public int[]? Begun { get; init; }

    /// <summary>The share of its solution that <see cref="PromptIds"/> reveals, 0 … 1.</summary>
    public double Revealed { get; init; }

    /// <summary>The problem with a share of its solution: as many whole steps as are next to it, never the last.</summary>
    /// <param name="share">0 … 1.</param>
    public RlProblem Reveal(double share)
    {
        var steps = Guided.Count + 1;
        var shown = Math.Clamp((int)Math.Round(share * steps, MidpointRounding.AwayFromZero), 0, Guided.Count);
        return shown == 0 ? this : this with { PromptIds = Guided[shown - 1], Revealed = (double)shown / steps };
    }
}
