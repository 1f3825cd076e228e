using System.Text.Json.Serialization;
using Intervene.Files;
using Intervene.Options;
using Intervene.Problems;

namespace Intervene.Evaluation;

/// <summary>A line of <c>08-benchmarks/NAME/evaluation.jsonl</c>: a policy's success on one problem of a benchmark.</summary>
public sealed record BenchmarkRecord : IJsonOnDeserialized
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The benchmark.</summary>
    public required string Benchmark { get; init; }

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

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

    /// <summary>The distribution that they sampled from. Policies under different ones are never compared.</summary>
    public required SamplingOptions Decoding { get; init; }

    /// <summary>Whether a training problem of the run has the same question, word for word.</summary>
    public bool Trained { get; init; }

    /// <summary>The record as statistics know it: a problem that is held out.</summary>
    public EvaluationRecord ToEvaluation() => new()
    {
        ProblemId = ProblemId,
        Split = ProblemSplit.HeldOut,
        Policy = Policy,
        Samples = Samples,
        Correct = Correct,
        Truncated = Truncated,
        NoAnswer = NoAnswer,
        Unparsable = Unparsable,
        RivalVotes = RivalVotes,
        MeanLength = MeanLength,
        WeightVersion = WeightVersion,
    };

    void IJsonOnDeserialized.OnDeserialized()
    {
        RecordRule.Require(Samples >= 1, $"samples is {Samples}; expected 1 or more.");
        RecordRule.RequirePart("correct", Correct, "samples", Samples);
        RecordRule.RequirePart("rival_votes", RivalVotes ?? 0, "samples", Samples);
    }
}
