using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>A user's file of problems.</summary>
public sealed record FileProblemsOptions : ProblemsOptions
{
    /// <summary>A file, a folder, or a pattern such as <c>data/train-*.parquet</c>; a relative path starts from the current folder.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// A known set, whose columns and filters hold where others are not given; null takes common names. <c>intervene problems</c> lists them.
    /// </summary>
    public string? Preset { get; init; }

    /// <summary>Of a folder, the split: files whose name or folder begins with it; null where the folder has but one.</summary>
    public string? Split { get; init; }

    /// <summary>The file's format.</summary>
    public ProblemFileFormat Format { get; init; } = ProblemFileFormat.Auto;

    /// <summary>Where the file keeps what.</summary>
    public ProblemColumnsOptions Columns { get; init; } = new();

    /// <summary>The answer is what follows the last occurrence of this text, e.g. <c>####</c> in GSM8K; null takes the whole column.</summary>
    public string? AnswerAfter { get; init; }

    /// <summary>The answer is the content of the last <c>\boxed{…}</c> of the column, as in MATH.</summary>
    public bool AnswerInBox { get; init; }

    /// <summary>What a list of different answers means; <c>auto</c> leaves its row out, since it may mean either.</summary>
    public AnswerList Answers { get; init; }

    /// <summary>Which rows count; all must hold.</summary>
    public IReadOnlyList<ProblemFilterOptions> Where { get; init; } = [];

    /// <summary>Steps, lines of the worked solution, that a problem may have, e.g. <c>[2]</c>; empty takes any number.</summary>
    public IReadOnlyList<int> Steps { get; init; } = [];

    /// <summary>
    /// Whether every gold answer goes through the program's verifier before the first sample; one that it cannot read leaves its row out. A verifier of
    /// the user's own is not asked.
    /// </summary>
    public bool CheckGolds { get; init; } = true;

    /// <summary>Whether the run is refused where a row is left out for a fault of the data.</summary>
    public bool Strict { get; init; }

    /// <summary>Rows left out at the start.</summary>
    [Range(0, int.MaxValue)]
    public int Offset { get; init; }

    /// <summary>Rows read at most; null reads all.</summary>
    [Range(1, int.MaxValue)]
    public int? Limit { get; init; }

    /// <summary>Problems drawn at random from those that are read, in their order; null takes all.</summary>
    [Range(1, int.MaxValue)]
    public int? Sample { get; init; }

    /// <summary>Seeds what is drawn, apart from the run's seed, so that a selection stays the same.</summary>
    public long SampleSeed { get; init; } = 1;

    /// <summary>The source's name on every problem and in its id; null takes the file's or folder's name without its extension.</summary>
    public string? Source { get; init; }

    /// <summary>One rule finds the answer.</summary>
    public IEnumerable<string> Validate()
    {
        if (Path.Length == 0)
        {
            yield return "path is empty.";
        }

        foreach (var steps in Steps.Where(steps => steps < 1))
        {
            yield return $"steps has {steps}: expected numbers of at least 1.";
        }

        if (AnswerAfter == "")
        {
            yield return "answer_after is empty; null takes the whole column.";
        }

        if (AnswerAfter is not null && AnswerInBox)
        {
            yield return "answer_after and answer_in_box exclude each other.";
        }
    }
}
