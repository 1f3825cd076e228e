using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>A user's file of problems.</summary>
public sealed record FileProblemsOptions : ProblemsOptions
{
    /// <summary>The file; a relative path starts from the current folder.</summary>
    public required string Path { get; init; }

    /// <summary>The file's format.</summary>
    public ProblemFileFormat Format { get; init; } = ProblemFileFormat.Auto;

    /// <summary>Where the file keeps what.</summary>
    public ProblemColumnsOptions Columns { get; init; } = new();

    /// <summary>The answer is what follows the last occurrence of this text, e.g. <c>####</c> in GSM8K; null takes the whole column.</summary>
    public string? AnswerAfter { get; init; }

    /// <summary>The answer is the content of the last <c>\boxed{…}</c> of the column, as in MATH.</summary>
    public bool AnswerInBox { get; init; }

    /// <summary>Rows left out at the start.</summary>
    [Range(0, int.MaxValue)]
    public int Offset { get; init; }

    /// <summary>Rows read at most; null reads all.</summary>
    [Range(1, int.MaxValue)]
    public int? Limit { get; init; }

    /// <summary>The source's name on every problem and in its id; null takes the file's name without its extension.</summary>
    public string? Source { get; init; }

    /// <summary>One rule finds the answer.</summary>
    public IEnumerable<string> Validate()
    {
        if (Path.Length == 0)
        {
            yield return "path is empty.";
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
