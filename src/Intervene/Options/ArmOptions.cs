using Intervene.Runs;

namespace Intervene.Options;

/// <summary>One way to train: what it clones, and how its training differs from the run's.</summary>
public sealed record ArmOptions
{
    /// <summary>The arm's name and folder: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is fine-tuned on.</summary>
    public ExampleKind Examples { get; init; } = ExampleKind.Interventions;

    /// <summary>Which part of an example has a loss.</summary>
    public CloneKind Target { get; init; } = CloneKind.PrefixAndIntervention;

    /// <summary>Its fine-tuning where it differs from the run's <c>sft</c>: keys left out are the run's.</summary>
    [StartsFrom("sft")]
    public SftOptions? Sft { get; init; }

    /// <summary>Its reinforcement learning where it differs from the run's <c>rl</c>: keys left out are the run's.</summary>
    [StartsFrom("rl")]
    public RlOptions? Rl { get; init; }

    /// <summary>The name can name a folder.</summary>
    public IEnumerable<string> Validate()
    {
        if (!ArmPaths.IsName(Name))
        {
            yield return $"name \"{Name}\" names no folder: expected letters, digits, '-' and '_'.";
        }
    }
}
