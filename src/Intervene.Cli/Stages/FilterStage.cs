using System.Text.Json;
using Intervene.Completions;
using Intervene.Examples;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Problems;
using Intervene.Runs;
using Intervene.Torch.Models;

namespace Intervene.Cli.Stages;

/// <summary>Keeps the interventions from which the base model goes on to the right answer, measured against three controls (paper, section 4.2).</summary>
internal static class FilterStage
{
    public const string Name = "filter";

    public static void Run(RunSession session) => session.Stage(Name, report =>
    {
        session.Require(ProposeStage.Name);
        var options = session.Options.Filter;
        var problems = session.Mined().ToDictionary(mined => mined.Problem.Id, mined => mined.Problem, StringComparer.Ordinal);
        var offered = JsonLines.Read<Proposal>(session.Paths.Interventions).ToList();
        var proposals = offered.Where(proposal => proposal.Intervention is not null)
            .GroupBy(proposal => proposal.ProblemId, StringComparer.Ordinal).SelectMany(group => group.Take(session.Options.Propose.MaxPerProblem)).ToList();
        using (var model = session.LoadModel())
        {
            Sample(session, model, proposals, problems, report);
        }

        var guided = JsonLines.Read<GuidedRollout>(session.Paths.Guided).ToList();
        foreach (var rollout in guided)
        {
            RunSession.RequireWeights(session.Paths.Guided, rollout.ProblemId, rollout.WeightVersion, session.BaseVersion);
        }

        var kept = InterventionFilter.Keep(proposals, guided, options.MinCorrect);
        var rollouts = session.Rollouts().ToList();
        var funnel = FunnelBuilder.Build(problems, rollouts, offered, guided, kept, session.Options.Seed);
        AtomicFile.Write(session.Paths.Funnel, JsonSerializer.Serialize(funnel, new JsonSerializerOptions(RecordJson.Options) { WriteIndented = true }) + "\n");
        var stops = ModelConfigReader.Read(session.ModelPath).StopIds;
        var examples = Examples(session, problems, kept, guided, stops);
        AtomicFile.Write(session.Paths.Examples, string.Concat(examples.Select(example => JsonSerializer.Serialize(example, RecordJson.Options) + "\n")));
        return new Dictionary<string, long> { ["interventions"] = proposals.Count, ["kept"] = kept.Count, ["examples"] = examples.Count };
    });

    private static void Sample(
        RunSession session, CausalLanguageModel model, List<Proposal> proposals, Dictionary<string, Problem> problems, StageReport report)
    {
        var options = session.Options.Filter;
        var sampler = session.Sampler(model, session.BaseVersion);
        var arms = options.Controls ? Enum.GetValues<GuidedArm>().Length : 1;
        var solved = 0;
        ChunkedArtifact.Append<Proposal, GuidedRollout>(
            session.Paths.Guided, proposals, arms * options.Samples, RunSession.ChunkItems(model, arms * options.Samples), 0,
            (chunk, done) =>
            {
                var work = chunk.SelectMany(proposal => GuidedRequests
                    .BuildAll(proposal, session.Prompts.Encode(problems[proposal.ProblemId].Question), options.Controls, options.Samples, options.Sampling, session.Options.Seed)
                    .Select(item => (Proposal: proposal, item.Arm, item.Request))).ToList();
                var records = new List<GuidedRollout>();
                var at = 0;
                foreach (var group in sampler.Complete([.. work.Select(item => item.Request)], session.Cancellation))
                {
                    var (proposal, arm, _) = work[at++];
                    records.AddRange(group.Completions.Select(completion => Graded(session, problems[proposal.ProblemId], proposal, arm, completion)));
                    report(done + (at / arms), proposals.Count, $"{solved + Solved(records)} interventions work");
                }

                return records;
            },
            (done, rollouts) =>
            {
                solved += Solved(rollouts);
                report(done, proposals.Count, $"{solved} interventions work");
            });
    }

    private static int Solved(IEnumerable<GuidedRollout> rollouts) =>
        rollouts.Where(rollout => rollout is { Arm: GuidedArm.Intervention, Reward: > 0 }).Select(rollout => (rollout.ProblemId, rollout.Sample)).Distinct().Count();

    private static GuidedRollout Graded(RunSession session, Problem problem, Proposal proposal, GuidedArm arm, Completion completion)
    {
        var text = session.Tokenizer.Decode([.. GuidedRequests.Conditioning(proposal, arm), .. completion.TokenIds], skipSpecialTokens: true);
        var (reward, verdict) = session.Grader.Grade(problem, text, completion.FinishReason);
        return new GuidedRollout
        {
            ProblemId = problem.Id,
            Sample = proposal.Sample,
            Arm = arm,
            Completion = completion,
            Text = text,
            Reward = reward,
            Verdict = verdict,
            WeightVersion = session.BaseVersion,
        };
    }

    private static List<TrainingExample> Examples(RunSession session, Dictionary<string, Problem> problems, IReadOnlyList<Proposal> kept, List<GuidedRollout> guided, IReadOnlyList<int> stops)
    {
        int[] Prompt(string problemId) => session.Prompts.Encode(problems[problemId].Question);
        var stop = session.Tokenizer.EosTokenId ?? throw new InterveneException($"{session.ModelPath}: the tokenizer names no end token, which finished targets need.");
        var suffixes = guided.Where(rollout => rollout is { Arm: GuidedArm.Intervention, Reward: > 0, Completion.FinishReason: FinishReason.Stop })
            .GroupBy(rollout => (rollout.ProblemId, rollout.Sample)).ToDictionary(group => group.Key, group => group.First());
        Proposal[] closed = [.. kept.Where(proposal => suffixes.ContainsKey((proposal.ProblemId, proposal.Sample)))];
        foreach (var arm in session.Options.Arms.Where(arm => arm is { Examples: ExampleKind.Interventions, Target: CloneKind.WithSuffix } && closed.Length < kept.Count))
        {
            session.Say(Name, $"arm {arm.Name}: {kept.Count - closed.Length} of {kept.Count} interventions have no continuation that is right and finished, and give no example with a suffix");
        }

        return [.. session.Options.Arms.SelectMany(arm => arm.Examples switch
        {
            ExampleKind.Interventions when arm.Target == CloneKind.WithSuffix => closed.Select(proposal =>
                ExampleBuilder.WithSuffix(Prompt(proposal.ProblemId), proposal, suffixes[(proposal.ProblemId, proposal.Sample)], arm.Name, stop, stops)),
            ExampleKind.Interventions => kept.Select(proposal =>
                ExampleBuilder.FromIntervention(Prompt(proposal.ProblemId), proposal, arm.Name, arm.Target == CloneKind.InterventionOnly)),
            ExampleKind.ReferenceSolutions => session.Mined(ProblemSplit.Train).Select(mined => mined.Problem).Where(problem => problem.ReferenceSolution is not null)
                .Select(problem => ExampleBuilder.FromSolution(problem.Id, Prompt(problem.Id), problem.ReferenceSolution!, arm.Name, session.Tokenizer.Encode, stop)),
            _ => [],
        })];
    }
}
