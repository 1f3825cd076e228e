using System.Text.Json.Serialization;
using Intervene.Files;
using Intervene.Statistics;

namespace Intervene.Learning;

/// <summary>A line of <c>07-rl/likelihood.jsonl</c>: what the policy of a step thinks of the texts of a source.</summary>
public sealed record LikelihoodRecord : IJsonOnDeserialized
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>Steps done when it was measured, 0 for the start; null for the policy before fine-tuning.</summary>
    public int? Step { get; init; }

    /// <summary>What the texts are, e.g. <c>kept interventions</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The problems that they belong to.</summary>
    public required int Problems { get; init; }

    /// <summary>How many there are.</summary>
    public required int Texts { get; init; }

    /// <summary>The tokens scored.</summary>
    public required long Tokens { get; init; }

    /// <summary>Their mean negative log-likelihood in nats, every token counting alike, at temperature 1.</summary>
    public required double Nll { get; init; }

    /// <summary>Its 95 % interval over problems: texts of a problem stay together.</summary>
    public required Interval Interval { get; init; }

    /// <summary>The mean over texts of each text's own mean: every text counting alike.</summary>
    public required double TextNll { get; init; }

    /// <summary>The weights that were asked.</summary>
    public required string WeightVersion { get; init; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        RecordRule.Require(Texts >= 1, $"texts is {Texts}; expected 1 or more.");
        RecordRule.Require(Tokens >= Texts, $"tokens is {Tokens}; expected at least texts {Texts}.");
    }
}
