
namespace Intervene.Learning;

/// <summary>What a run of supervised fine-tuning came to.</summary>
public sealed record SftResult
{
    /// <summary>All updates, those of an earlier, resumed run included.</summary>
    public required int Updates { get; init; }

    /// <summary>Updates that a checkpoint had done before.</summary>
    public required int ResumedFrom { get; init; }

    /// <summary>Examples trained on.</summary>
    public required int Examples { get; init; }

    /// <summary>Examples dropped because prompt and target are longer than the limit.</summary>
    public required int DroppedTooLong { get; init; }

    /// <summary>Whether an earlier run had done all updates, so that nothing was left to do.</summary>
    public bool NothingToDo => ResumedFrom == Updates;

    /// <summary>Updates skipped because their gradient was not finite.</summary>
    public required int Skipped { get; init; }
}
