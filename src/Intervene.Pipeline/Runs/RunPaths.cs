namespace Intervene.Pipeline.Runs;

/// <summary>The names of a run directory's artifacts: the program's public interface.</summary>
/// <param name="root">The run directory.</param>
/// <param name="round">The arm's later round whose artifacts are named; null names the run's own.</param>
public class RunPaths(string root, ArmRound? round = null)
{
    /// <summary>The run directory.</summary>
    public string Root { get; } = string.IsNullOrWhiteSpace(root)
        ? throw new InterveneException("The name of the run directory is empty; expected that of a run.") : Path.GetFullPath(root);

    /// <summary>What stages found of the servers that they sampled on, and what these did.</summary>
    public string Fleets => At("fleets.jsonl");

    /// <summary>The resolved options.</summary>
    public string Options => At("run.yaml");

    /// <summary>Versions, seed and hashes of the inputs.</summary>
    public string Manifest => At("manifest.json");

    /// <summary>The finished stages.</summary>
    public string Stages => At("stages.jsonl");

    /// <summary>The folder of the warm-up: its texts, checkpoints, metrics and model.</summary>
    public string WarmUp => At("00-warm-up");

    /// <summary>What the warm-up trains on.</summary>
    public string WarmUpExamples => Path.Combine(WarmUp, "examples.jsonl");

    /// <summary>The warm-up's metrics.</summary>
    public string WarmUpMetrics => Path.Combine(WarmUp, "metrics.jsonl");

    /// <summary>The base model that the warm-up made: an ordinary model directory.</summary>
    public string WarmUpModel => Path.Combine(WarmUp, "model");

    /// <summary>Samples from before and after the warm-up.</summary>
    public string WarmUpSamples => Path.Combine(WarmUp, "samples.jsonl");

    /// <summary>What they come to, problem by problem.</summary>
    public string WarmUpEvaluation => Path.Combine(WarmUp, "evaluation.jsonl");

    /// <summary>The graded samples that mining counted.</summary>
    public string Samples => Own("01-samples.jsonl");

    /// <summary>The oracle's own solutions of hard problems, where only those are wanted that it solves.</summary>
    public string Solutions => Own("01-solutions.jsonl");

    /// <summary>The mined problems.</summary>
    public string Problems => Own("01-problems.jsonl");

    /// <summary>The policy's rollouts.</summary>
    public string Rollouts => Own("02-rollouts.jsonl");

    /// <summary>The rollouts' steps.</summary>
    public string Steps => Own("03-steps.jsonl");

    /// <summary>What the oracles replied, as it came.</summary>
    public string Replies => Own("04-replies.jsonl");

    /// <summary>The oracles' proposals.</summary>
    public string Interventions => Own("04-interventions.jsonl");

    /// <summary>The guided rollouts of the intervention and its controls.</summary>
    public string Guided => Own("05-guided.jsonl");

    /// <summary>Continuations from around the located steps.</summary>
    public string Locations => Own("05-locations.jsonl");

    /// <summary>What became of every intervention that was sampled from.</summary>
    public string Outcomes => Own("05-outcomes.jsonl");

    /// <summary>What became of every problem on the way to an example.</summary>
    public string Funnel => Own("05-funnel.json");

    /// <summary>What the base model thinks of training texts.</summary>
    public string Likelihoods => At("analysis/likelihoods.jsonl");

    /// <summary>What kind of mistake a model calls each error.</summary>
    public string Categories => At("analysis/categories.jsonl");

    /// <summary>The report.</summary>
    public string Report => At("09-report.html");

    /// <summary>The report's figures.</summary>
    public string Figures => At("figures");

    /// <summary>The report's tables.</summary>
    public string Tables => At("tables");

    /// <summary>The file that one process at a time holds open.</summary>
    internal string Lock => At(".lock");

    /// <summary>The folder of all arms.</summary>
    internal string Arms => At("arms");

    /// <summary>The artifacts of an arm.</summary>
    /// <param name="name">Letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <exception cref="InterveneException">The name has other characters.</exception>
    public ArmPaths Arm(string name) => new(Arms, name, round?.Arm == name ? round.Number : 1);

    /// <summary>The names of a later round's artifacts.</summary>
    /// <param name="later">The round.</param>
    /// <exception cref="InterveneException">Its arm's name has other characters than letters, digits, <c>-</c> and <c>_</c>.</exception>
    public RunPaths In(ArmRound later) => Arm(later.Arm) is not null ? new RunPaths(Root, later) : this;

    private string At(string name) => Path.Combine(Root, name);

    /// <summary>An artifact that every round has.</summary>
    private string Own(string name) => round is null ? At(name) : Path.Combine(Root, round.At(name));
}
