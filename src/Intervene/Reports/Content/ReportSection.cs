namespace Intervene.Reports.Content;

/// <summary>
/// A section of the page that a part of the program adds: what it says, as data. The page draws it, writes its tables to <c>tables/</c> and its
/// charts to <c>figures/</c>, and leaves it out where it has no blocks.
/// </summary>
public sealed record ReportSection
{
    /// <summary>Names the section in links: lower-case letters, digits and <c>-</c>, once a page.</summary>
    public required string Id { get; init; }

    /// <summary>Its name in the navigation: one or two words.</summary>
    public required string Name { get; init; }

    /// <summary>Its heading.</summary>
    public required string Heading { get; init; }

    /// <summary>Behind which of the page's own sections it stands.</summary>
    public SectionPlace Place { get; init; } = SectionPlace.Results;

    /// <summary>What it shows, from top to bottom.</summary>
    public required IReadOnlyList<ReportBlock> Blocks { get; init; }

    /// <summary>What its words mean: entries for the glossary, which holds only those of sections that are shown.</summary>
    public IReadOnlyList<ReportFact> Glossary { get; init; } = [];
}
