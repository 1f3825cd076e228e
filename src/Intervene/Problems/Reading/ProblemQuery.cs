using Intervene.Options;
using Intervene.Problems.Layouts;
using Intervene.Problems.Presets;
using Intervene.Problems.Rows;

namespace Intervene.Problems.Reading;

/// <summary>What to read: the files of a source, and how.</summary>
public sealed record ProblemQuery
{
    /// <summary>A file, a folder, or a pattern, see <see cref="DataFiles.Of"/>.</summary>
    public required string Path { get; init; }

    /// <summary>Of a folder, the split.</summary>
    public string? Split { get; init; }

    /// <summary>The files' format.</summary>
    public ProblemFileFormat Format { get; init; }

    /// <summary>
    /// A known set, whose layout stands under <see cref="Layout"/>; null: the one whose columns the file has, where that says more than their names.
    /// </summary>
    public ProblemPreset? Preset { get; init; }

    /// <summary>Where the source keeps what.</summary>
    public ProblemLayout Layout { get; init; } = new();

    /// <summary>The source's name; null: the file's or folder's name without its extension.</summary>
    public string? Source { get; init; }

    /// <summary>Whether golds go through the program's verifier; false where another one grades.</summary>
    public bool ChecksGolds { get; init; } = true;

    /// <summary>Steps that a worked solution may have (<see cref="WorkedSteps.Of"/>); empty takes any number.</summary>
    public IReadOnlyList<int> Steps { get; init; } = [];

    /// <summary>Rows left out at the start.</summary>
    public int Offset { get; init; }

    /// <summary>Rows read at most; null reads all.</summary>
    public int? Limit { get; init; }

    /// <summary>Problems drawn from those that are read; null takes all.</summary>
    public int? Sample { get; init; }

    /// <summary>Seeds what is drawn: a problem's chance depends on its id and this alone.</summary>
    public long SampleSeed { get; init; } = 1;
}
