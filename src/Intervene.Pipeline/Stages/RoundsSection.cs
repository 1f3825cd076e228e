using Intervene.Evaluation;
using Intervene.Files;
using Intervene.Filtering;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Pipeline.Runs;
using Intervene.Problems;
using Intervene.Reports.Content;
using Intervene.Rollouts;
using Intervene.Statistics;

namespace Intervene.Pipeline.Stages;

/// <summary>What every round of an arm found, made, cost and bought.</summary>
internal static class RoundsSection
{
    /// <summary>The section; null where no arm has several rounds.</summary>
    /// <param name="run">The run.</param>
    public static ReportSection? Of(RunView run)
    {
        var arms = run.Options.Arms.Where(arm => arm.Rounds > 1).ToList();
        if (arms.Count == 0)
        {
            return null;
        }

        var rows = arms.SelectMany(arm => ArmRounds.Later(arm).Select(round => (ArmRound?)round).Prepend(null)
            .Select(round => RowOf(run, arm, round))).ToList();
        return new ReportSection
        {
            Id = "rounds",
            Name = "Rounds",
            Heading = "What every round bought",
            Blocks =
            [
                new ReportBlock.Paragraph("After a round the arm's own policy is mined again on the training problems; interventions are made for "
                    + "those that it does not solve, and it is fine-tuned on them and trained with reinforcement again."),
                new ReportBlock.Drawn(Chart(run, arms), "Problems with a right one among all samples of the evaluation, over the rounds; round 0 is "
                    + "the base model. Bands are 95 % intervals over problems."),
                new ReportBlock.Rows(Funnel(rows)),
                new ReportBlock.Rows(Costs(rows)),
            ],
            Glossary =
            [
                new("round", "One pass of Algorithm 1 over an arm: mining, intervening, fine-tuning and reinforcement learning, from the policy that "
                    + "the round before left."),
            ],
        };
    }

    private static ReportTable Funnel(IReadOnlyList<Row> rows) => new()
    {
        Name = "rounds",
        Title = "From unsolved problems to examples, round by round",
        Explanation = "Problems are those trained on, unsolved those without a right attempt when the round was mined; then the way of its "
            + "interventions, and the problems that its policy solves in the evaluation with 95 % intervals over problems. A round that ended "
            + "says why.",
        Columns =
        [
            "Arm", "Round", "Problems", "Unsolved", "Wrong attempts", "Asked", "Proposed", "Sampled from", "Working", "Kept", "Examples",
            "Train solved", "Held out solved", "Held out pass@1", "Ended",
        ],
        Rows =
        [
            .. rows.Select(row => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(row.Arm), new ReportCell.Count(row.Number), new ReportCell.Count(row.Problems),
                new ReportCell.Count(row.Unsolved),
                new ReportCell.Count(row.Funnel?.Wrong ?? 0), new ReportCell.Count(row.Funnel?.Asked ?? 0),
                new ReportCell.Count(row.Funnel?.Proposed ?? 0), new ReportCell.Count(row.Funnel?.Sampled ?? 0),
                new ReportCell.Count(row.Funnel?.Working ?? 0), new ReportCell.Count(row.Funnel?.Kept ?? 0), new ReportCell.Count(row.Examples),
                Solved(row, ProblemSplit.Train), Solved(row, ProblemSplit.HeldOut), new ReportCell.Share(Average(row, ProblemSplit.HeldOut)),
                new ReportCell.Words(row.Ended ?? ""),
            ]),
        ],
    };

    private static ReportTable Costs(IReadOnlyList<Row> rows) => new()
    {
        Name = "round-costs",
        Title = "What every round cost",
        Explanation = "Tokens sampled by mining, by attempts, by continuations of interventions and their controls, and by reinforcement learning; "
            + "tokens that both trainings passed over; calls of oracles and the tokens that they read and wrote. What the first round mines, "
            + "attempts and asks is every arm's.",
        Columns =
        [
            "Arm", "Round", "Mining tokens", "Attempt tokens", "Guided tokens", "RL tokens sampled", "SFT tokens trained", "RL tokens trained",
            "Oracle calls", "Oracle tokens", "Dollars",
        ],
        Rows =
        [
            .. rows.Select(row => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(row.Arm), new ReportCell.Count(row.Number), new ReportCell.Count(row.MiningTokens),
                new ReportCell.Count(row.AttemptTokens), new ReportCell.Count(row.GuidedTokens), new ReportCell.Count(row.RlSampled),
                new ReportCell.Count(row.SftTokens), new ReportCell.Count(row.RlTokens),
                new ReportCell.Count(row.Oracles.Sum(oracle => (long)oracle.Asked)),
                new ReportCell.Count(row.Oracles.Sum(oracle => oracle.Cost.InputTokens + oracle.Cost.OutputTokens)),
                new ReportCell.Words(Dollars(row.Oracles)),
            ]),
        ],
    };

    private static ReportChart.Lines Chart(RunView run, IReadOnlyList<ArmOptions> arms)
    {
        var evaluated = run.Records<EvaluationRecord>(run.Paths.Arm(EvaluateStage.Base).Evaluation).ToList();
        var trained = ArmRounds.Trained(run.Paths, run.Options);
        return new ReportChart.Lines
        {
            Name = "rounds",
            Title = "Problems solved after every round",
            ValueTitle = "problems solved",
            XTitle = "round",
            Series =
            [
                .. arms.SelectMany(arm => new[] { ProblemSplit.Train, ProblemSplit.HeldOut }.Select(split => (
                    $"{ArmTitles.Of(arm)}, {(split == ProblemSplit.Train ? "train" : "held out")}",
                    split == ProblemSplit.Train ? run.Options.Arms.Index().First(one => one.Item.Name == arm.Name).Index : -1,
                    (IReadOnlyList<(double, Estimate)>)
                    [
                        (0, SolvedOf(evaluated, split)),
                        .. trained.Where(one => one.Arm.Name == arm.Name).Select(one => (
                            (double)(one.Round?.Number ?? 1), SolvedOf(After(run, one.Paths), split))),
                    ]))),
            ],
        };
    }

    private static Row RowOf(RunView run, ArmOptions arm, ArmRound? round)
    {
        var paths = round is null ? run.Paths : run.Paths.In(round);
        var own = paths.Arm(arm.Name);
        var ended = round is null ? null : ArmRounds.EndOf(run.Ledger, round);
        var begun = round is null || ArmRounds.Begins(run.Ledger, round);
        var made = begun && (round is null || !ArmRounds.IsSolved(run.Ledger, round));
        var mined = begun ? run.Records<MinedProblem>(paths.Problems).ToList() : [];
        return new Row
        {
            Arm = ArmTitles.Of(arm),
            Number = round?.Number ?? 1,
            Problems = round is null ? mined.Count(problem => problem.Split == ProblemSplit.Train) : mined.Count,
            Unsolved = mined.Count(problem => problem.Split == ProblemSplit.Train),
            Funnel = made && File.Exists(paths.Funnel) ? JsonFile.Read<Funnel>(paths.Funnel) : null,
            Examples = made ? run.Records<Examples.TrainingExample>(own.Examples).Count() : 0,
            MiningTokens = begun ? run.Records<GradedSample>(paths.Samples).Sum(sample => (long)sample.TokenIds.Length) : 0,
            AttemptTokens = made ? run.Records<Rollout>(paths.Rollouts).Sum(rollout => (long)rollout.Completion.TokenIds.Length) : 0,
            GuidedTokens = made ? run.Records<GuidedRollout>(paths.Guided).Sum(rollout => (long)rollout.Completion.TokenIds.Length) : 0,
            SftTokens = ended is null ? RunCosts.Sum(run, own.SftMetrics, SftStage.Tokens) : 0,
            RlSampled = ended is null ? RunCosts.Sum(run, own.RlMetrics, RlMetricNames.SampledTokens, RlMetricNames.OnlineGuidedTokens) : 0,
            RlTokens = ended is null ? RunCosts.Sum(run, own.RlMetrics, RlMetricNames.TotalTokens, RlMetricNames.OnlineTermTokens) : 0,
            Evaluated = ended is null ? After(run, own) : [],
            Ended = ended,
            Seed = run.Options.Seed,
        };
    }

    /// <summary>The evaluation of the policy at the end of a round.</summary>
    private static List<EvaluationRecord> After(RunView run, ArmPaths paths) =>
        [.. run.Records<EvaluationRecord>(paths.Evaluation).Where(record => record.Policy == "rl")];

    private static ReportCell.Share Solved(Row row, ProblemSplit split) => new(SolvedOf(row.Evaluated, split));

    /// <summary>The share of problems with a right sample: a problem is one trial, whatever its samples.</summary>
    private static Estimate SolvedOf(IReadOnlyList<EvaluationRecord> records, ProblemSplit split)
    {
        var own = records.Where(record => record.Split == split).ToList();
        if (own.Count == 0)
        {
            return Estimate.Of(double.NaN);
        }

        var solved = own.Count(record => record.Correct > 0);
        var interval = Proportion.Wilson(solved, own.Count);
        return new Estimate((double)solved / own.Count, interval.Low, interval.High);
    }

    private static Estimate Average(Row row, ProblemSplit split) =>
        EvaluationSummary.Of(row.Evaluated.Where(record => record.Split == split), [1], row.Seed).FirstOrDefault() is { Average: var average }
            ? Estimate.Of(average) : Estimate.Of(double.NaN);

    /// <summary>What the oracles took; missing where a price is not known.</summary>
    private static string Dollars(IReadOnlyList<OracleFunnel> oracles) =>
        oracles.Any(oracle => oracle.Cost.Priced < oracle.Cost.Asked) ? "unknown"
            : FormattableString.Invariant($"{oracles.Sum(oracle => oracle.Cost.Dollars ?? 0):0.####}");

    /// <summary>A round's numbers.</summary>
    private sealed record Row
    {
        public required string Arm { get; init; }

        public required int Number { get; init; }

        public required int Problems { get; init; }

        public required int Unsolved { get; init; }

        public required Funnel? Funnel { get; init; }

        public IReadOnlyList<OracleFunnel> Oracles => Funnel?.Oracles ?? [];

        public required int Examples { get; init; }

        public required long MiningTokens { get; init; }

        public required long AttemptTokens { get; init; }

        public required long GuidedTokens { get; init; }

        public required long SftTokens { get; init; }

        public required long RlSampled { get; init; }

        public required long RlTokens { get; init; }

        public required IReadOnlyList<EvaluationRecord> Evaluated { get; init; }

        public required string? Ended { get; init; }

        public required long Seed { get; init; }
    }
}
