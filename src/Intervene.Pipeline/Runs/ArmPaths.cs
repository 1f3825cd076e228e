using System.Globalization;
using Intervene.Options;

namespace Intervene.Pipeline.Runs;

/// <summary>The names of an arm's artifacts: one way to train, below <c>arms/</c>.</summary>
public sealed class ArmPaths
{
    private readonly string _arm;

    /// <summary>Names the artifacts of an arm.</summary>
    /// <param name="arms">The folder of all arms.</param>
    /// <param name="name">The arm's name.</param>
    /// <param name="round">The round, from 1.</param>
    /// <exception cref="InterveneException">The name is empty or has characters other than letters, digits, <c>-</c> and <c>_</c>.</exception>
    internal ArmPaths(string arms, string name, int round = 1)
    {
        if (!ArmOptions.IsName(name))
        {
            throw new InterveneException($"\"{name}\" is no name of an arm: expected ASCII letters, digits, '-' and '_', as it names a folder.");
        }

        Name = name;
        _arm = Path.Combine(arms, name);
        Root = round == 1 ? _arm : Path.Combine(_arm, string.Create(CultureInfo.InvariantCulture, $"{ArmRound.Prefix}{round}"));
    }

    /// <summary>The arm's name.</summary>
    public string Name { get; }

    /// <summary>The folder of the arm, or of its later round.</summary>
    public string Root { get; }

    /// <summary>Solutions that a writer wrote for the arm.</summary>
    public string Solutions => Path.Combine(Root, "04-solutions.jsonl");

    /// <summary>The trials of the search for the arm's learning rates and epochs, of all its rounds.</summary>
    public string Tuning => Path.Combine(_arm, "05-tuning.jsonl");

    /// <summary>What the arm trains on.</summary>
    public string Examples => Path.Combine(Root, "05-examples.jsonl");

    /// <summary>The folder of supervised fine-tuning: its checkpoints and metrics.</summary>
    public string Sft => Path.Combine(Root, "06-sft");

    /// <summary>The folder of reinforcement learning: its checkpoints and metrics.</summary>
    public string Rl => Path.Combine(Root, "07-rl");

    /// <summary>The patched model: an ordinary model directory.</summary>
    public string SftModel => Path.Combine(Sft, "model");

    /// <summary>The final model: an ordinary model directory.</summary>
    public string RlModel => Path.Combine(Rl, "model");

    /// <summary>The folder of the rollouts that reinforcement learning sampled.</summary>
    public string RlRolloutsFolder => Path.Combine(Rl, "rollouts");

    /// <summary>The rollouts of a step of reinforcement learning.</summary>
    /// <param name="step">The step, 1-based.</param>
    public string RlRollouts(int step) => Path.Combine(RlRolloutsFolder, string.Create(CultureInfo.InvariantCulture, $"step-{step:D6}.jsonl"));

    /// <summary>A checkpoint of reinforcement learning: an ordinary model directory, with the optimiser's state.</summary>
    /// <param name="step">The steps done.</param>
    public string RlCheckpoint(int step) => Path.Combine(Rl, "checkpoints", string.Create(CultureInfo.InvariantCulture, $"step-{step}"));

    /// <summary>What the policy of some steps did on held-out problems.</summary>
    public string RlHeldOut => Path.Combine(Rl, "held-out.jsonl");

    /// <summary>The folder of the samples that were drawn for it.</summary>
    public string RlHeldOutFolder => Path.Combine(Rl, "held-out");

    /// <summary>The samples of held-out problems after some steps.</summary>
    /// <param name="step">The steps done.</param>
    public string RlHeldOutSamples(int step) => Path.Combine(RlHeldOutFolder, string.Create(CultureInfo.InvariantCulture, $"step-{step:D6}.jsonl"));

    /// <summary>What the policy of some steps thinks of fixed texts, by source.</summary>
    public string RlLikelihood => Path.Combine(Rl, "likelihood.jsonl");

    /// <summary>The texts that were scored for it after some steps, one by one.</summary>
    /// <param name="step">The steps done; null for the policy before fine-tuning.</param>
    public string RlLikelihoodTexts(int? step) => Path.Combine(
        Rl, "likelihood", step is { } done ? string.Create(CultureInfo.InvariantCulture, $"step-{done:D6}.jsonl") : "before.jsonl");

    /// <summary>The calls of oracles between the steps of reinforcement learning.</summary>
    public string RlOnline => Path.Combine(Rl, "online.jsonl");

    /// <summary>The metrics of supervised fine-tuning.</summary>
    public string SftMetrics => Path.Combine(Sft, "metrics.jsonl");

    /// <summary>The metrics of reinforcement learning.</summary>
    public string RlMetrics => Path.Combine(Rl, "metrics.jsonl");

    /// <summary>The graded samples that the evaluation counted.</summary>
    public string Samples => Path.Combine(Root, "08-samples.jsonl");

    /// <summary>The arm's evaluation.</summary>
    public string Evaluation => Path.Combine(Root, "08-evaluation.jsonl");

    /// <summary>What the arm's policies did on benchmarks, a folder each.</summary>
    public string Benchmarks => Path.Combine(Root, "08-benchmarks");
}
