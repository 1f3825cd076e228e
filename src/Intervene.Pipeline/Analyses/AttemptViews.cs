using Intervene.Files;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Runs;
using Intervene.Problems;
using Intervene.Steps;
using Intervene.Text;

namespace Intervene.Pipeline.Analyses;

/// <summary>Finds an attempt of a run with its interventions and their continuations; the run need not be open.</summary>
public static class AttemptViews
{
    private const int NamedIds = 5;

    /// <summary>One view a proposal of the attempt, or one without a proposal.</summary>
    /// <param name="paths">The run directory, after <c>split</c>.</param>
    /// <param name="id">Problem and sample, <c>p1/0</c>, or problem, sample and number, <c>p1/0/1</c>.</param>
    /// <exception cref="InterveneException">There is no such attempt, or an artifact is missing or damaged.</exception>
    public static IReadOnlyList<AttemptView> Of(RunPaths paths, string id)
    {
        var problems = JsonLines.Read<MinedProblem>(paths.Problems)
            .ToDictionary(mined => mined.Problem.Id, mined => mined.Problem, StringComparer.Ordinal);
        var split = JsonLines.Read<SplitRollout>(paths.Steps)
            .FirstOrDefault(one => id == $"{one.ProblemId}/{one.Sample}" || id.StartsWith($"{one.ProblemId}/{one.Sample}/", StringComparison.Ordinal))
            ?? throw new InterveneException($"{paths.Root}: there is no attempt {id}; expected problem/sample, e.g. {Some(paths)}.");
        var attempt = $"{split.ProblemId}/{split.Sample}";
        Proposal[] proposals = File.Exists(paths.Interventions) ? [.. JsonLines.Read<Proposal>(paths.Interventions)
            .Where(proposal => proposal.ProblemId == split.ProblemId && proposal.Sample == split.Sample)] : [];
        var asked = id == attempt ? proposals : proposals.Where(proposal => id == $"{attempt}/{proposal.Number}").ToArray();
        if (id != attempt && asked.Length == 0)
        {
            throw new InterveneException(
                $"{paths.Root}: the attempt {attempt} has no intervention {id[(attempt.Length + 1)..]}; expected 0 to {proposals.Length - 1}.");
        }

        var steps = split.Steps.Select(step => step.Text).ToArray();
        var problem = problems[split.ProblemId];
        var tokenizer = new Lazy<Tokenizer>(() => Tokenizer.Load(Bundled.Find(OptionsYaml.Load<RunOptions>(paths.Options, []).Model)));
        return asked.Length == 0 ? [new AttemptView(problem, split.Sample, steps, null, null, "", 0, 0)] : [.. asked.Select(View)];

        AttemptView View(Proposal proposal)
        {
            GuidedRollout[] guided = proposal is Correction && File.Exists(paths.Guided) ? [.. JsonLines.Read<GuidedRollout>(paths.Guided)
                .Where(rollout => rollout.Arm == GuidedArm.Intervention && rollout.Intervention == proposal.Id)] : [];
            var shown = guided.FirstOrDefault(rollout => rollout.Reward > 0) ?? guided.FirstOrDefault();
            return new AttemptView(problem, split.Sample, steps, proposal, shown,
                shown is null ? "" : tokenizer.Value.Decode(shown.Completion.TokenIds, skipSpecialTokens: true),
                guided.Count(rollout => rollout.Reward > 0), guided.Length);
        }
    }

    private static string Some(RunPaths paths) =>
        string.Join(", ", JsonLines.Read<SplitRollout>(paths.Steps).Take(NamedIds).Select(split => $"{split.ProblemId}/{split.Sample}"));
}
