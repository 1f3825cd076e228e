using Intervene.Completions;
using Intervene.Problems;
using Intervene.Rollouts;

namespace Intervene.Cli.Stages;

/// <summary>Samples the base model's own attempts at the training problems (Algorithm 1, line 3).</summary>
internal static class RolloutStage
{
    public const string Name = "rollout";

    public static void Run(RunSession session) => session.Stage(Name, report =>
    {
        session.Require(MineStage.Name);
        var options = session.Options.Rollout;
        var problems = session.Mined(ProblemSplit.Train);
        using var model = session.LoadModel();
        var sampler = session.Sampler(model, session.BaseVersion);
        var check = session.RolloutCheck();
        long sampled = 0, wrong = 0;
        ChunkedArtifact.Append<MinedProblem, Rollout>(
            session.Paths.Rollouts, problems, options.Samples, RunSession.ChunkItems(model, options.Samples), 0,
            (chunk, done) =>
            {
                var requests = chunk.Select(mined => new CompletionRequest
                {
                    PromptIds = session.Prompts.Encode(mined.Problem.Question),
                    Key = RandomKey.Of(session.Options.Seed, Name, mined.Problem.Id),
                    SampleCount = options.Samples,
                    Sampling = options.Sampling,
                }).ToList();
                var records = new List<Rollout>();
                var at = 0;
                foreach (var group in sampler.Complete(requests, session.Cancellation))
                {
                    records.AddRange(group.Completions.Select(completion => Graded(session, chunk[at].Problem, group.Request.PromptIds, completion)));
                    at++;
                    report(done + at, problems.Count, $"{wrong + records.Count(rollout => rollout.Reward == 0)} of {sampled + records.Count} wrong");
                }

                return records;
            },
            (done, rollouts) =>
            {
                foreach (var rollout in rollouts)
                {
                    check.Next(rollout);
                    sampled++;
                    wrong += rollout.Reward == 0 ? 1 : 0;
                }

                report(done, problems.Count, $"{wrong} of {sampled} wrong");
            });
        return new Dictionary<string, long> { ["problems"] = problems.Count, ["rollouts"] = problems.Count * (long)options.Samples };
    });

    private static Rollout Graded(RunSession session, Problem problem, int[] promptIds, Completion completion)
    {
        var text = session.Tokenizer.Decode(completion.TokenIds, skipSpecialTokens: true);
        var (reward, verdict) = session.Grader.Grade(problem, text, completion.FinishReason);
        return new Rollout
        {
            ProblemId = problem.Id,
            PromptIds = promptIds,
            Completion = completion,
            Text = text,
            Reward = reward,
            Verdict = verdict,
            WeightVersion = session.BaseVersion,
        };
    }
}
