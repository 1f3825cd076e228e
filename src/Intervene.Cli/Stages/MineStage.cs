using System.Text.Json;
using Intervene.Completions;
using Intervene.Problems;
using Intervene.Runs;

namespace Intervene.Cli.Stages;

/// <summary>Finds the problems that the base model never solves, and splits them (paper, appendices D and H).</summary>
internal static class MineStage
{
    public const string Name = "mine";

    public static void Run(RunSession session) => session.Stage(Name, report =>
    {
        var options = session.Options.Mine;
        var sources = ProblemSources.Load(session.Options);
        foreach (var complaint in sources.Complaints())
        {
            session.Say(complaint);
        }

        var candidates = sources.Problems;
        using var model = session.LoadModel();
        var sampler = session.Sampler(model, session.BaseVersion);
        long hard = 0;
        ChunkedArtifact.Append<Problem, MinedProblem>(
            session.Paths.Problems, candidates, 1, RunSession.ChunkItems(model, options.Attempts), 0,
            (chunk, done) =>
            {
                var requests = chunk.Select(problem => new CompletionRequest
                {
                    PromptIds = session.Prompts.Encode(problem.Question),
                    Key = RandomKey.Of(session.Options.Seed, Name, problem.Id),
                    SampleCount = options.Attempts,
                    Sampling = options.Sampling,
                }).ToList();
                var records = new List<MinedProblem>();
                foreach (var group in sampler.Complete(requests, session.Cancellation))
                {
                    var problem = chunk[records.Count];
                    var correct = group.Completions.Count(c => session.Grader.Grade(problem, session.Tokenizer.Decode(c.TokenIds, skipSpecialTokens: true), c.FinishReason).Reward > 0);
                    records.Add(new MinedProblem { Problem = problem, Attempts = options.Attempts, Correct = correct });
                    report(done + records.Count, candidates.Count, $"{hard + records.Count(record => record.Correct == 0)} hard");
                }

                return records;
            },
            (done, records) =>
            {
                hard += records.Count(record => record.Correct == 0);
                report(done, candidates.Count, $"{hard} hard");
            });
        return Split(session, sources.Dropped.Count);
    });

    private static Dictionary<string, long> Split(RunSession session, long dropped)
    {
        var options = session.Options.Mine;
        var mined = session.Mined().Select(problem => problem with { Split = null }).ToList();
        var chosen = Miner.Choose(mined, options.TrainProblems, options.HeldOutProblems, options.EasyProblems, options.EasyThreshold, session.Options.Seed);
        AtomicFile.Write(session.Paths.Problems, string.Concat(chosen.Select(problem => JsonSerializer.Serialize(problem, RecordJson.Options) + "\n")));
        var counts = Enum.GetValues<ProblemSplit>().ToDictionary(split => RecordName(split), split => (long)chosen.Count(p => p.Split == split));
        if (counts[RecordName(ProblemSplit.Train)] == 0)
        {
            var hard = chosen.Count(p => p.Correct == 0);
            throw new InterveneException(hard == 0
                ? $"No hard problem among {chosen.Count} candidates: each was solved at least once in {options.Attempts} rollouts. Add harder problems, or fewer mine.attempts."
                : $"All {hard} hard problems among {chosen.Count} candidates fall to the held-out split. Add problems, or set mine.held_out_problems to 0.");
        }

        counts["candidates"] = chosen.Count;
        counts["dropped"] = dropped;
        counts["hard"] = chosen.Count(p => p.Correct == 0);
        return counts;
    }

    private static string RecordName(ProblemSplit split) => JsonNamingPolicy.SnakeCaseLower.ConvertName(split.ToString());
}
