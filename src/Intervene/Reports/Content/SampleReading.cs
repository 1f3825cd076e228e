namespace Intervene.Reports.Content;

/// <summary>A sampled text.</summary>
public sealed record SampleReading
{
    /// <summary>Whose it is, or where it starts.</summary>
    public required string Title { get; init; }

    /// <summary>Its index among the samples of the kind.</summary>
    public required int Sample { get; init; }

    /// <summary>The text; null where nothing is there to turn its tokens into text.</summary>
    public required string? Text { get; init; }

    /// <summary>The verifier's outcome.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Why { get; init; }

    /// <summary>Its tokens.</summary>
    public required int Tokens { get; init; }
}
