using Intervene.Problems.Layouts;

namespace Intervene.Problems.Presets;

/// <summary>A published set of problems: where it keeps what, under which licence, and what is known to be wrong with it.</summary>
public sealed record ProblemPreset
{
    /// <summary>The name that options choose it by, e.g. <c>gsm8k</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>Where it is published: a data set of the Hugging Face hub, or an address.</summary>
    public required string Home { get; init; }

    /// <summary>The licence that its card states.</summary>
    public required string Licence { get; init; }

    /// <summary>Where it keeps what.</summary>
    public required ProblemLayout Layout { get; init; }

    /// <summary>What is known to be wrong with it, a sentence each.</summary>
    public IReadOnlyList<string> Defects { get; init; } = [];

    /// <summary>Whether the layout was tried on the set itself.</summary>
    public bool IsTested => Untested is null;

    /// <summary>Where the layout was not tried on the set itself: what its columns were taken from, e.g. <c>its card</c>; else null.</summary>
    public string? Untested { get; init; }

    /// <summary>Columns by which its files are recognised where no preset is named, all of them; empty where common names are enough.</summary>
    public IReadOnlyList<string> Signature { get; init; } = [];
}
