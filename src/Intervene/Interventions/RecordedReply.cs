namespace Intervene.Interventions;

/// <summary>
/// A line of <c>04-replies.jsonl</c>: what an oracle replied for one rollout, as it came. Proposals are made of these, so that no reply is paid
/// twice.
/// </summary>
public sealed record RecordedReply
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The rollout's sample index.</summary>
    public required int Sample { get; init; }

    /// <summary>The oracle's name.</summary>
    public required string Oracle { get; init; }

    /// <summary>The reply with its raw text, usage and reason.</summary>
    public required OracleReply Reply { get; init; }
}
