using Intervene.Memorisation;
using Intervene.Problems;
using Intervene.Rollouts;
using Intervene.Steps;
using Intervene.Text;

namespace Intervene.Pipeline.Stages;

/// <summary>What a policy solves on a split, beside what an arm was trained on.</summary>
internal sealed record SolvedTexts
{
    /// <summary>Right samples of a problem that are looked through, the first ones.</summary>
    public const int MostSamples = 8;

    /// <summary>What was trained on.</summary>
    public required TrainedTexts Trained { get; init; }

    /// <summary>The policy.</summary>
    public required string Policy { get; init; }

    /// <summary>Whether it is the arm's own, and no control.</summary>
    public required bool IsOwn { get; init; }

    /// <summary>The problems.</summary>
    public required ProblemSplit Split { get; init; }

    /// <summary>How many solutions contain interventions.</summary>
    public required Containment Contained { get; init; }

    /// <summary>The solved problems, in the order of the mined ones.</summary>
    public required IReadOnlyList<SolvedProblem> Problems { get; init; }

    /// <summary>The arm's own policies on training and held-out problems; of the first arm also the other arms' last policies, as controls.</summary>
    /// <param name="run">The run.</param>
    /// <param name="trained">What was trained on.</param>
    /// <param name="tokenizer">Turns tokens into text.</param>
    /// <param name="isFirst">Whether controls are wanted.</param>
    public static IEnumerable<SolvedTexts> Of(RunView run, TrainedTexts trained, Tokenizer tokenizer, bool isFirst)
    {
        var sources = new[] { "sft", "rl" }.Select(policy => (trained.Title, trained.Samples, Policy: policy, IsOwn: true)).ToList();
        if (isFirst)
        {
            sources.AddRange(ArmRounds.Trained(run.Paths, run.Options).Where(one => one.Arm.Name != trained.Arm.Name)
                .Select(one => (one.Title, one.Paths.Samples, "rl", false)));
        }

        foreach (var (title, samples, policy, isOwn) in sources)
        {
            var right = Right(run, samples, policy);
            var wanted = right.Values.Select(own => (own[0].ProblemId, own[0].Sample)).ToHashSet();
            var theirs = run.Records<GradedSample>(run.Paths.Arm(EvaluateStage.Base).Samples)
                .Where(sample => wanted.Contains((sample.ProblemId, sample.Sample)))
                .DistinctBy(sample => sample.ProblemId).ToDictionary(sample => sample.ProblemId, StringComparer.Ordinal);
            foreach (var split in new[] { ProblemSplit.Train, ProblemSplit.HeldOut })
            {
                var solved = run.MinedOf(split).Select(mined => right.GetValueOrDefault(mined.Problem.Id)).OfType<List<GradedSample>>().ToList();
                if (solved.Count == 0)
                {
                    continue;
                }

                yield return new SolvedTexts
                {
                    Trained = trained,
                    Policy = SeriesName(title, policy) + (isOwn ? "" : ", a control"),
                    IsOwn = isOwn,
                    Split = split,
                    Contained = Containment.Of(
                        [
                            .. solved.Select(own => (IReadOnlyList<ContainedSteps>)
                                [.. own.Select(sample => trained.Steps.In(sample.ProblemId, Text(sample)))]),
                        ],
                        run.Options.Seed),
                    Problems = [.. solved.Select(own => ProblemOf(own[0], theirs.GetValueOrDefault(own[0].ProblemId)))],
                };
            }
        }

        string Text(GradedSample sample) => tokenizer.Decode(sample.TokenIds, skipSpecialTokens: true);

        SolvedProblem ProblemOf(GradedSample own, GradedSample? theirs) => new(
            own.ProblemId, own.Sample, own.TokenIds, trained.Tokens.Longest(own.TokenIds),
            trained.Characters.Longest([.. Text(own).Select(c => (int)c)]), theirs,
            theirs is null ? null : Parting.Of(theirs.TokenIds, own.TokenIds, StepSplitter.Split(
                theirs.TokenIds, tokenizer, theirs.FinishReason, run.Options.Split)));
    }

    private static string SeriesName(string title, string policy) => $"{title}, after {(policy == "sft" ? "SFT" : "RL")}";

    /// <summary>The first right samples of every solved problem.</summary>
    private static Dictionary<string, List<GradedSample>> Right(RunView run, string path, string policy)
    {
        var right = new Dictionary<string, List<GradedSample>>(StringComparer.Ordinal);
        foreach (var sample in run.Records<GradedSample>(path).Where(sample => sample.Policy == policy && sample.Reward > 0))
        {
            if (!right.TryGetValue(sample.ProblemId, out var own))
            {
                right.Add(sample.ProblemId, own = []);
            }

            if (own.Count < MostSamples)
            {
                own.Add(sample);
            }
        }

        return right;
    }
}
