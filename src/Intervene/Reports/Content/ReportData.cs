using Intervene.Evaluation;
using Intervene.Filtering;

namespace Intervene.Reports.Content;

/// <summary>Everything that the report shows. What a run has not measured stays empty, and its section says so.</summary>
public sealed record ReportData
{
    /// <summary>The run's title.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence on what was run, e.g. the model and the problems.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>The base model's name; empty where the report does not say.</summary>
    public string Model { get; init; } = "";

    /// <summary>What is not finished: stage, and how far it is. Empty for a finished run.</summary>
    public IReadOnlyList<ReportFact> UnderWay { get; init; } = [];

    /// <summary>The options that matter, in the order to show.</summary>
    public IReadOnlyList<ReportFact> Options { get; init; } = [];

    /// <summary>Versions, hardware, seeds, hashes.</summary>
    public IReadOnlyList<ReportFact> Environment { get; init; } = [];

    /// <summary>The stages in their order.</summary>
    public IReadOnlyList<StageTime> StageTimes { get; init; } = [];

    /// <summary>Problems a split.</summary>
    public IReadOnlyList<SplitCount> Splits { get; init; } = [];

    /// <summary>From rollouts to training examples.</summary>
    public IReadOnlyList<FunnelRow> Funnel { get; init; } = [];

    /// <summary>The control arms of the filter.</summary>
    public IReadOnlyList<ControlRow> Controls { get; init; } = [];

    /// <summary>What the funnel comes to, in words.</summary>
    public IReadOnlyList<string> FunnelFindings { get; init; } = [];

    /// <summary>The intervention's lift over each control.</summary>
    public IReadOnlyList<ArmLift> Lifts { get; init; } = [];

    /// <summary>Each oracle's way through the filter.</summary>
    public IReadOnlyList<OracleFunnel> Oracles { get; init; } = [];

    /// <summary>How far every two oracles agree on the location.</summary>
    public IReadOnlyList<OracleAgreement> Agreements { get; init; } = [];

    /// <summary>Where success falls around the steps that each oracle names.</summary>
    public IReadOnlyList<OracleLocations> Locations { get; init; } = [];

    /// <summary>pass@k of every arm, policy and split. The arm named first is the one that the page is about; order sets the arms' colours.</summary>
    public IReadOnlyList<PassAtKCurve> PassAtK { get; init; } = [];

    /// <summary>What every policy did on every split.</summary>
    public IReadOnlyList<PolicyOutcome> Outcomes { get; init; } = [];

    /// <summary>What every policy did on the run's benchmarks; null where it has none.</summary>
    public BenchmarkResults? Benchmarks { get; init; }

    /// <summary>Every two policies on every split, problem by problem.</summary>
    public IReadOnlyList<PolicyDifference> Differences { get; init; } = [];

    /// <summary>Reinforcement learning of every arm.</summary>
    public IReadOnlyList<TrainingCurve> Training { get; init; } = [];

    /// <summary>What went wrong while arms trained: arm and step, and the alarm in words.</summary>
    public IReadOnlyList<ReportFact> Alarms { get; init; } = [];

    /// <summary>Where oracles see first errors.</summary>
    public IReadOnlyList<ErrorPlace> Places { get; init; } = [];

    /// <summary>How long interventions and whole solutions are.</summary>
    public IReadOnlyList<TextLengths> Lengths { get; init; } = [];

    /// <summary>What interventions cost, by oracle.</summary>
    public IReadOnlyList<OracleCost> Costs { get; init; } = [];

    /// <summary>What the base model thinks of training texts, where it was asked.</summary>
    public IReadOnlyList<SourceLikelihood> Likelihoods { get; init; } = [];

    /// <summary>What every arm got.</summary>
    public IReadOnlyList<ArmCost> ArmCosts { get; init; } = [];

    /// <summary>The options of every arm: its title, and option and value by dotted path.</summary>
    public IReadOnlyList<ArmFacts> ArmOptions { get; init; } = [];

    /// <summary>The run's files: path below the run directory, and what it holds.</summary>
    public IReadOnlyList<ReportFact> Files { get; init; } = [];

    /// <summary>Every trial of the search for learning rates and epochs.</summary>
    public IReadOnlyList<TuningRow> Tuning { get; init; } = [];

    /// <summary>Arms that clone interventions, and what of them.</summary>
    public IReadOnlyList<ReportFact> CloneVariants { get; init; } = [];

    /// <summary>Interventions to read.</summary>
    public IReadOnlyList<InterventionExample> Examples { get; init; } = [];

    /// <summary>Rollouts to read.</summary>
    public IReadOnlyList<RolloutSample> Samples { get; init; } = [];

    /// <summary>The policies of the table of all problems, in the order of its columns.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>All problems.</summary>
    public IReadOnlyList<ReportProblem> Problems { get; init; } = [];

    /// <summary>What there is to read of problems, those first that should stand in the page itself. Enumerated anew for every page.</summary>
    public IEnumerable<ProblemReading> Readings { get; init; } = [];

    /// <summary>Sections that other parts of the program add.</summary>
    public IReadOnlyList<ReportSection> Sections { get; init; } = [];
}
