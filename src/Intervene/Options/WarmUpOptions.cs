using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>
/// Fine-tuning of the model on worked solutions of easier problems before the first stage: what it becomes is the run's base model. It is for models
/// that solve so little that no single step can help them.
/// </summary>
public sealed record WarmUpOptions
{
    /// <summary>Files of problems with worked solutions, or with equations of which they are made.</summary>
    public required IReadOnlyList<FileProblemsOptions> Data { get; init; }

    /// <summary>
    /// Problems that no text of the warm-up may share, beside the run's own problems, its benchmarks and <c>decontaminate.against</c>: what overlaps by that
    /// option's words and share is left out and counted.
    /// </summary>
    public IReadOnlyList<FileProblemsOptions> HeldOut { get; init; } = [];

    /// <summary>Texts of a problem whose solution is bare calculations, each in wordings of its own.</summary>
    [Range(1, 1000)]
    public int Renderings { get; init; } = 1;

    /// <summary>The wordings of a bare calculation; <c>{calculation}</c> is one such as <c>3 * 4 = 12</c>.</summary>
    public IReadOnlyList<string> Calculations { get; init; } =
        ["{calculation}", "{calculation}.", "We have {calculation}.", "So {calculation}.", "That makes {calculation}."];

    /// <summary>The wordings of the last line, which the answer stands in; <c>{answer}</c> is the answer.</summary>
    public IReadOnlyList<string> Answers { get; init; } = ["\\boxed{{answer}}", "The answer is \\boxed{{answer}}.", "Answer: \\boxed{{answer}}"];

    /// <summary>Seeds wordings and order, apart from the run's seed, so that runs of several seeds have one base model.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The fine-tuning.</summary>
    public SftOptions Sft { get; init; } = new()
    {
        Epochs = 1,
        BatchSize = 16,
        MaxLength = 512,
        Optimizer = new() { LearningRate = 1e-4 },
    };

    /// <summary>
    /// A folder that runs share: a base model that was made there of the same texts, options and model is copied, and one that is made is left there.
    /// Null makes every run its own.
    /// </summary>
    public string? Cache { get; init; }

    /// <summary>Measuring the model before and after; null leaves it out.</summary>
    public WarmUpMeasureOptions? Measure { get; init; }

    /// <summary>There is something to train on, and every wording has its place.</summary>
    public IEnumerable<string> Validate()
    {
        if (Data.Count == 0)
        {
            yield return "data is empty: expected at least one file.";
        }

        foreach (var (wordings, hole) in ((IReadOnlyList<string>, string)[])[(Calculations, "{calculation}"), (Answers, "{answer}")])
        {
            if (wordings.Count == 0 || wordings.Any(wording => wording.Split(hole).Length != 2))
            {
                yield return $"{hole[1..^1]}s: expected at least one wording, and {hole} once in each.";
            }
        }

        if (Cache == "")
        {
            yield return "cache is empty; null makes every run its own.";
        }
    }
}
