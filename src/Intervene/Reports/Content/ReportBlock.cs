namespace Intervene.Reports.Content;

/// <summary>A part of a section: words, a table, a chart, or texts side by side.</summary>
public abstract record ReportBlock
{
    private ReportBlock()
    {
    }

    /// <summary>A paragraph.</summary>
    /// <param name="Text">Its words, plain.</param>
    public sealed record Paragraph(string Text) : ReportBlock;

    /// <summary>A table; it stands in <c>tables/</c> too. Without rows it is left out.</summary>
    /// <param name="Table">The table.</param>
    /// <param name="IsFolded">Whether it stands behind its title.</param>
    public sealed record Rows(ReportTable Table, bool IsFolded = false) : ReportBlock;

    /// <summary>A chart; it stands in <c>figures/</c> too. Without points it is left out.</summary>
    /// <param name="Chart">The chart.</param>
    /// <param name="Caption">How to read it.</param>
    public sealed record Drawn(ReportChart Chart, string Caption) : ReportBlock;

    /// <summary>Texts side by side behind a title.</summary>
    /// <param name="Title">What they are, e.g. a problem's id.</param>
    /// <param name="Facts">What is known of them, shown beside the title.</param>
    /// <param name="Columns">The texts, one to four.</param>
    /// <param name="Question">The problem that they answer; null where it is not shown.</param>
    public sealed record SideBySide(
        string Title, IReadOnlyList<ReportFact> Facts, IReadOnlyList<ReportText> Columns, string? Question = null) : ReportBlock;
}
