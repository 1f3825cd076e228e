using System.Text.Json.Serialization;
using Intervene.Files;
using Intervene.Problems;

namespace Intervene.Evaluation;

/// <summary>A line of <c>08-evaluation.jsonl</c>: a policy's success on one problem.</summary>
public sealed record EvaluationRecord : IJsonOnDeserialized
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 2;

    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The problem's split.</summary>
    public required ProblemSplit Split { get; init; }

    /// <summary>Which policy of the arm: <c>base</c>, <c>sft</c> or <c>rl</c>.</summary>
    public required string Policy { get; init; }

    /// <summary>Samples drawn, n.</summary>
    public required int Samples { get; init; }

    /// <summary>Correct ones, c.</summary>
    public required int Correct { get; init; }

    /// <summary>Samples that ended at a token limit.</summary>
    public required int Truncated { get; init; }

    /// <summary>Samples without an extractable answer.</summary>
    public required int NoAnswer { get; init; }

    /// <summary>Samples whose answer the verifier cannot read.</summary>
    public required int Unparsable { get; init; }

    /// <summary>Samples that give the most frequent wrong answer; null where the verifier does not say what it took for the answer.</summary>
    public int? RivalVotes { get; init; }

    /// <summary>Mean completion length in tokens.</summary>
    public required double MeanLength { get; init; }

    /// <summary>The weights that sampled.</summary>
    public required string WeightVersion { get; init; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        RecordRule.Require(Samples >= 1, $"samples is {Samples}; expected 1 or more.");
        RecordRule.RequirePart("correct", Correct, "samples", Samples);
        RecordRule.RequirePart("rival_votes", RivalVotes ?? 0, "samples", Samples);
    }
}
