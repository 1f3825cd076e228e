namespace Intervene.Reports.Content;

/// <summary>A text to read, e.g. a model's trace.</summary>
public sealed record ReportText
{
    /// <summary>Whose text it is.</summary>
    public required string Title { get; init; }

    /// <summary>The text as it was sampled.</summary>
    public required string Text { get; init; }

    /// <summary>The verifier's outcome, e.g. <c>correct</c> or <c>wrong</c>; empty where it was not graded.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>What is to be said of it, e.g. why it is wrong; may be empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>Parts of the text that are set off, by ascending start, without overlap.</summary>
    public IReadOnlyList<ReportMark> Marks { get; init; } = [];
}
