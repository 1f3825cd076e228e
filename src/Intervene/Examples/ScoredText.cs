namespace Intervene.Examples;

/// <summary>A line of <c>analysis/likelihoods.jsonl</c> or <c>07-rl/likelihood/step-N.jsonl</c>: what a policy thinks of a text.</summary>
public sealed record ScoredText
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>What the text is, e.g. <c>interventions</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The text's number among those of its source and problem.</summary>
    public required int Number { get; init; }

    /// <summary>A hash of the name of the weights, of the tokens before the text and of its own: another text is scored anew.</summary>
    public required string Hash { get; init; }

    /// <summary>The tokens scored.</summary>
    public required int Tokens { get; init; }

    /// <summary>The sum of their negative log-likelihoods in nats, at temperature 1.</summary>
    public required double Nll { get; init; }
}
