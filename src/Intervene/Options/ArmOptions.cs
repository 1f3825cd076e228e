using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>One way to train: what it clones, and how its training differs from the run's.</summary>
public sealed record ArmOptions
{
    /// <summary>The arm's name and folder: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is fine-tuned on.</summary>
    public ExampleOptions Examples { get; init; } = new ExampleOptions.Interventions();

    /// <summary>Its fine-tuning where it differs from the run's <c>sft</c>: keys left out are the run's.</summary>
    [StartsFrom("sft")]
    public SftOptions? Sft { get; init; }

    /// <summary>Its reinforcement learning where it differs from the run's <c>rl</c>: keys left out are the run's.</summary>
    [StartsFrom("rl")]
    public RlOptions? Rl { get; init; }

    /// <summary>
    /// How often it is trained: after the first time its policy is mined again on the training problems, interventions are made for those that it
    /// does not solve, and it is fine-tuned on them and trained with reinforcement again. Null is once.
    /// </summary>
    [Range(1, 1000)]
    [WrittenWhereSet]
    public int? Rounds { get; init; }

    /// <summary>Whether it is fine-tuned before reinforcement learning.</summary>
    public bool IsFineTuned => Examples is not ExampleOptions.None;

    /// <summary>Whether a name can name an arm's folder.</summary>
    /// <param name="name">Letters, digits, <c>-</c> and <c>_</c>.</param>
    public static bool IsName(string? name) => name is { Length: > 0 } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>The name of the untrained model's evaluation, which no arm may have.</summary>
    public const string Reserved = "base";

    /// <summary>The name can name a folder, and is not the untrained model's.</summary>
    public IEnumerable<string> Validate()
    {
        if (string.Equals(Name, Reserved, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"name \"{Name}\" is that of the untrained model: expected another.";
        }

        if (!IsName(Name))
        {
            yield return $"name \"{Name}\" names no folder: expected letters, digits, '-' and '_'.";
        }

        if (Rounds > 1 && Examples is not ExampleOptions.Interventions)
        {
            yield return $"rounds {Rounds} intervene on the arm's own attempts, and its examples are others: expected examples: interventions.";
        }
    }
}
