using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>A whole run: the file that every command reads.</summary>
public sealed record RunOptions
{
    /// <summary>The arms of a recipe that names none.</summary>
    public static IReadOnlyList<ArmOptions> DefaultArms() =>
    [
        new() { Name = "int" },
        new() { Name = "rl", Examples = new ExampleOptions.None() },
        new() { Name = "distillation", Examples = new ExampleOptions.ReferenceSolutions { Rewritten = true } },
    ];

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

    /// <summary>Fine-tuning of the model before all else; null takes the model as it is.</summary>
    public WarmUpOptions? WarmUp { get; init; }

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
    public IReadOnlyList<ArmOptions> Arms { get; init; } = DefaultArms();

    /// <summary>One search for every arm's learning rates and epochs; null takes them from <c>sft</c>, <c>rl</c> and the arms.</summary>
    public TuneOptions? Tune { get; init; }

    /// <summary>Measuring every arm.</summary>
    public EvaluateOptions Evaluate { get; init; } = new();

    /// <summary>Problems that every policy is measured on beside the hard sets.</summary>
    public IReadOnlyList<BenchmarkOptions> Benchmarks { get; init; } = [];

    /// <summary>The report.</summary>
    public ReportOptions Report { get; init; } = new();

    /// <summary>An arm's fine-tuning.</summary>
    /// <param name="arm">One of <see cref="Arms"/>.</param>
    public SftOptions SftOf(ArmOptions arm) => arm.Sft ?? Sft;

    /// <summary>An arm's reinforcement learning.</summary>
    /// <param name="arm">One of <see cref="Arms"/>.</param>
    public RlOptions RlOf(ArmOptions arm) => arm.Rl ?? Rl;

    /// <summary>A benchmark's samples a problem.</summary>
    /// <param name="benchmark">One of <see cref="Benchmarks"/>.</param>
    public int SamplesOf(BenchmarkOptions benchmark) => benchmark.Samples ?? Evaluate.Samples;

    /// <summary>A benchmark's k of pass@k.</summary>
    /// <param name="benchmark">One of <see cref="Benchmarks"/>.</param>
    public IReadOnlyList<int> KOf(BenchmarkOptions benchmark) => benchmark.K ?? Evaluate.K;

    /// <summary>Names tell arms and benchmarks apart, and pass@k has its k samples.</summary>
    public IEnumerable<string> Validate()
    {
        if (Problems.Count == 0)
        {
            yield return "problems is empty: expected at least one source.";
        }

        foreach (var arm in Arms.Where(arm => RlOf(arm).Online is { } online
            && (online.Oracle ?? Propose.Oracle).Any(oracle => oracle is FileOracleOptions)))
        {
            yield return $"arms: {arm.Name} asks oracles while it trains (rl.online), and a file holds no findings about attempts that are yet to be "
                + $"made: expected another oracle than file under rl.online.oracle.";
        }

        if (WarmUp is not null
            && new[] { Engine, Mine.Engine, Rollout.Engine, Propose.Engine, Filter.Engine, Evaluate.Engine }.OfType<FleetOptions>().Any())
        {
            yield return "warm_up makes the base model in this run, and the servers of an engine have another. Run 'intervene warm-up' with the "
                + "engine local, serve the 00-warm-up/model that it leaves, and name that directory as model in a recipe without warm_up.";
        }

        foreach (var name in Arms.GroupBy(arm => arm.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return $"arms: {name.Count()} arms have the name \"{name.Key}\".";
        }

        foreach (var name in Benchmarks.GroupBy(benchmark => benchmark.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return $"benchmarks: {name.Count()} benchmarks have the name \"{name.Key}\".";
        }

        foreach (var benchmark in Benchmarks)
        {
            foreach (var k in KOf(benchmark).Where(k => k < 1 || k > SamplesOf(benchmark)))
            {
                yield return $"benchmarks: {benchmark.Name} has {SamplesOf(benchmark)} samples a problem, and pass@{k} needs 1 to that many. "
                    + "Raise its samples, or name its own k.";
            }
        }
    }
}
