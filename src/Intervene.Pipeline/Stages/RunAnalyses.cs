using Intervene.Evaluation;
using Intervene.Examples;
using Intervene.Files;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Problems;
using Intervene.Reports.Content;
using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Pipeline.Stages;

/// <summary>What a run's interventions are like, from its artifacts.</summary>
internal static class RunAnalyses
{
    /// <summary>The first error of every attempt by every oracle that names one.</summary>
    public static IReadOnlyList<ErrorPlace> Places(RunView run)
    {
        var steps = RecordTable<(string, int), SplitRollout>.Of(
            run.Paths.Steps, run.Records<SplitRollout>(run.Paths.Steps), split => (split.ProblemId, split.Sample));
        var sorted = run.Records<SortedError>(run.Paths.Categories).ToDictionary(error => (error.ProblemId, error.Sample, error.Oracle));
        return [.. run.Records<Proposal>(run.Paths.Interventions)
            .Select(proposal => (Proposal: proposal, Location: proposal.ErrorLocation ?? (proposal as Correction)?.Location))
            .Where(found => found.Location is not null && steps.ContainsKey((found.Proposal.ProblemId, found.Proposal.Sample)))
            .DistinctBy(found => (found.Proposal.ProblemId, found.Proposal.Sample, found.Proposal.Oracle))
            .Select(found =>
            {
                var (proposal, own) = (found.Proposal, steps[(found.Proposal.ProblemId, found.Proposal.Sample)].Steps);
                var location = Math.Clamp(found.Location!.Value, 1, own.Count);
                var word = sorted.GetValueOrDefault((proposal.ProblemId, proposal.Sample, proposal.Oracle))?.Category;
                return new ErrorPlace(proposal.Oracle, location, own.Count, word switch
                {
                    "high_level" => ErrorKind.HighLevel,
                    "execution" => ErrorKind.Execution,
                    _ => Miscalculation.IsIn(own[location - 1].Text) ? ErrorKind.FalseCalculation : ErrorKind.Other,
                });
            })];
    }

    /// <summary>Tokens of interventions, of what trains with them, and of whole solutions.</summary>
    public static IReadOnlyList<TextLengths> Lengths(RunView run)
    {
        var corrections = run.Records<Proposal>(run.Paths.Interventions).OfType<Correction>().ToList();
        return
        [
            new("interventions", [.. corrections.Select(correction => correction.InterventionIds.Length)]),
            new("prefix and intervention", [.. corrections.Select(correction => correction.PrefixIds.Length + correction.InterventionIds.Length)]),
            new("own attempts", [.. run.Records<Rollout>(run.Paths.Rollouts).Where(rollout => rollout.Reward <= 0)
                .Select(rollout => rollout.Completion.TokenIds.Length)]),
            new("reference solutions", run.Tokenizer is not { } tokenizer ? [] : [.. run.MinedOf(ProblemSplit.Train)
                .Where(mined => mined.Problem.ReferenceSolution is not null)
                .Select(mined => tokenizer.EncodeText(mined.Problem.ReferenceSolution!).Length)]),
        ];
    }

    /// <summary>What every oracle's interventions cost, as the funnel counts it.</summary>
    public static IReadOnlyList<OracleCost> Costs(RunView run, Funnel funnel)
    {
        var corrections = RecordTable<InterventionId, Correction>.Of(
            run.Paths.Interventions, run.Records<Proposal>(run.Paths.Interventions).OfType<Correction>(), correction => correction.Id);
        var guided = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var rollout in run.Records<GuidedRollout>(run.Paths.Guided).Where(rollout => rollout.Arm == GuidedArm.Intervention))
        {
            if (corrections.TryGetValue(rollout.Intervention, out var correction))
            {
                guided[correction.Oracle] = guided.GetValueOrDefault(correction.Oracle) + rollout.Completion.TokenIds.Length;
            }
        }

        return [.. funnel.Oracles.Select(oracle => new OracleCost
        {
            Oracle = oracle.Oracle,
            Asked = oracle.Asked,
            Proposed = oracle.Proposed,
            Kept = oracle.Kept,
            InputTokens = oracle.Cost.InputTokens,
            OutputTokens = oracle.Cost.OutputTokens,
            Dollars = oracle.Cost.Asked == 0 ? 0 : oracle.Cost.Priced < oracle.Cost.Asked ? null : oracle.Cost.Dollars,
            GuidedTokens = guided.GetValueOrDefault(oracle.Oracle),
        })];
    }

    /// <summary>What the base model thinks of training texts, where <c>analyze --nll</c> asked it.</summary>
    public static IReadOnlyList<SourceLikelihood> Likelihoods(RunView run) =>
        SourceLikelihood.Of(run.Records<ScoredText>(run.Paths.Likelihoods), run.Options.Seed);
}
