
namespace Intervene.Learning;

/// <summary>What a run of reinforcement learning came to.</summary>
public sealed record RlResult
{
    /// <summary>All steps, those of an earlier, resumed run included.</summary>
    public required int Steps { get; init; }

    /// <summary>Steps that a checkpoint had done before.</summary>
    public required int ResumedFrom { get; init; }

    /// <summary>Whether an earlier run had done all steps, so that nothing was left to do.</summary>
    public bool NothingToDo => ResumedFrom == Steps;

    /// <summary>
    /// The steps after which the policy was measured best, 0 for the start; null where nothing chose. Its checkpoint is there, unless it is the start.
    /// </summary>
    public int? BestStep { get; init; }

    /// <summary>Updates skipped because their gradient was not finite.</summary>
    public required int Skipped { get; init; }
}
