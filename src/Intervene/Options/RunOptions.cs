using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>A whole run: the file that every command reads.</summary>
public sealed record RunOptions
{
    /// <summary>Seeds everything that is drawn.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The base model: a Hugging Face directory.</summary>
    public string Model { get; init; } = "models/chains";

    /// <summary>What decides the reward: <c>reward</c> or <c>eval</c>, presets of the answer verifier; or a verifier of your own, <c>command</c> or
    /// <c>http</c>.</summary>
    public GraderOptions Verifier { get; init; } = new RewardGraderOptions();

    /// <summary>Threads of tensor operations; null takes one a core.</summary>
    [Range(1, 4096)]
    public int? Threads { get; init; }

    /// <summary>Where problems come from: one source or a list.</summary>
    public IReadOnlyList<ProblemsOptions> Problems { get; init; } = [new ChainsProblemsOptions()];

    /// <summary>Leaving out problems that stand in a benchmark.</summary>
    public DecontaminateOptions Decontaminate { get; init; } = new();

    /// <summary>What samples in every stage that names no other: this program's engine, or servers.</summary>
    public EngineOptions Engine { get; init; } = new LocalSamplingOptions();

    /// <summary>How a question becomes a prompt, in every stage alike.</summary>
    public PromptOptions Prompt { get; init; } = new();

    /// <summary>Finding the hard set.</summary>
    public MineOptions Mine { get; init; } = new();

    /// <summary>Rollouts for the oracle to correct.</summary>
    public RolloutOptions Rollout { get; init; } = new();

    /// <summary>Cutting rollouts into steps.</summary>
    public SplitOptions Split { get; init; } = new();

    /// <summary>Asking the oracle.</summary>
    public ProposeOptions Propose { get; init; } = new();

    /// <summary>Keeping the interventions that work.</summary>
    public FilterOptions Filter { get; init; } = new();

    /// <summary>Supervised fine-tuning of every arm.</summary>
    public SftOptions Sft { get; init; } = new();

    /// <summary>Reinforcement learning of every arm.</summary>
    public RlOptions Rl { get; init; } = new();

    /// <summary>The ways to train that are compared: same problems, other examples.</summary>
    public IReadOnlyList<ArmOptions> Arms { get; init; } =
    [
        new() { Name = "int" },
        new() { Name = "rl", Examples = new ExampleOptions.None() },
        new() { Name = "distillation", Examples = new ExampleOptions.ReferenceSolutions { Rewritten = true } },
    ];

    /// <summary>One search for every arm's learning rates and epochs; null takes them from <c>sft</c>, <c>rl</c> and the arms.</summary>
    public TuneOptions? Tune { get; init; }

    /// <summary>Measuring every arm.</summary>
    public EvaluateOptions Evaluate { get; init; } = new();

    /// <summary>The report.</summary>
    public ReportOptions Report { get; init; } = new();

    /// <summary>An arm's fine-tuning.</summary>
    /// <param name="arm">One of <see cref="Arms"/>.</param>
    public SftOptions SftOf(ArmOptions arm) => arm.Sft ?? Sft;

    /// <summary>An arm's reinforcement learning.</summary>
    /// <param name="arm">One of <see cref="Arms"/>.</param>
    public RlOptions RlOf(ArmOptions arm) => arm.Rl ?? Rl;

    /// <summary>Names tell arms apart.</summary>
    public IEnumerable<string> Validate()
    {
        if (Problems.Count == 0)
        {
            yield return "problems is empty: expected at least one source.";
        }

        foreach (var name in Arms.GroupBy(arm => arm.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return $"arms: {name.Count()} arms have the name \"{name.Key}\".";
        }
    }
}
