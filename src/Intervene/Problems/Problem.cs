namespace Intervene.Problems;

/// <summary>A question with a known answer.</summary>
public sealed record Problem
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>Unique within a run, stable across runs over the same source, e.g. <c>gsm8k-train-17</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The question as the user's data gives it; a prompt format turns it into token ids.</summary>
    public required string Question { get; init; }

    /// <summary>The gold answer.</summary>
    public required string Answer { get; init; }

    /// <summary>Other answers that are as right as <see cref="Answer"/>; null where there are none.</summary>
    public IReadOnlyList<string>? Alternatives { get; init; }

    /// <summary>The gold answer and the alternatives to it.</summary>
    public IEnumerable<string> Golds() => Alternatives is null ? [Answer] : Alternatives.Prepend(Answer);

    /// <summary>A worked solution, or null where the source has none.</summary>
    public string? ReferenceSolution { get; init; }

    /// <summary>Another model's trace, its reasoning between tags before the answer; null where the source has none.</summary>
    public string? Trace { get; init; }

    /// <summary>Where the problem comes from, e.g. <c>gsm8k/train</c> or <c>chains/hard</c>.</summary>
    public required string Source { get; init; }
}
