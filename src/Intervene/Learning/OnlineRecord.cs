using System.Text.Json.Serialization;
using Intervene.Completions;
using Intervene.Files;
using Intervene.Interventions;

namespace Intervene.Learning;

/// <summary>A line of <c>07-rl/online.jsonl</c>: a call of an oracle between two steps, and what became of its interventions.</summary>
public sealed record OnlineRecord : IJsonOnDeserialized
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The step after which the oracle was asked, 1-based.</summary>
    public required int Step { get; init; }

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The rollout's sample index within the step.</summary>
    public required int Sample { get; init; }

    /// <summary>The problem's groups in a row without reward.</summary>
    public required int Visits { get; init; }

    /// <summary>The oracle's name.</summary>
    public required string Oracle { get; init; }

    /// <summary>The rollout that it was asked about.</summary>
    public required Completion Attempt { get; init; }

    /// <summary>What it replied.</summary>
    public required OracleReply Reply { get; init; }

    /// <summary>The interventions made of the reply, or the refusals.</summary>
    public required IReadOnlyList<Proposal> Proposals { get; init; }

    /// <summary>How the policy went on from those that were tried.</summary>
    public required IReadOnlyList<OnlineTrial> Trials { get; init; }

    /// <summary>The number of the intervention that was accepted; null where none was.</summary>
    public int? Accepted { get; init; }

    /// <summary>The intervention that was accepted; null where none was.</summary>
    [JsonIgnore]
    public Correction? Correction => Proposals.OfType<Correction>().FirstOrDefault(correction => correction.Number == Accepted);

    /// <summary>Tokens of the continuations.</summary>
    [JsonIgnore]
    public long GuidedTokens => Trials.Sum(trial => trial.Tokens);

    /// <summary>Tokens that the oracle read and wrote, where they are known.</summary>
    [JsonIgnore]
    public long OracleTokens => Reply.Usage is { } usage ? usage.InputTokens + usage.OutputTokens : 0;

    void IJsonOnDeserialized.OnDeserialized()
    {
        RecordRule.Require(Step >= 1, $"step is {Step}; expected 1 or more.");
        if (RecordRule.IsThere(Proposals))
        {
            RecordRule.Require(Accepted is null || Correction is not null, $"accepted is {Accepted}, which is no intervention of the record.");
        }
    }
}
