using Intervene.Runs;
using Intervene.Steps;

namespace Intervene.Cli.Stages;

/// <summary>Cuts rollouts into steps at recorded token offsets (paper, section 4.1).</summary>
internal static class SplitStage
{
    public const string Name = "split";

    public static void Run(RunSession session) => session.Stage(Name, report =>
    {
        session.Require(RolloutStage.Name);
        var special = session.Tokenizer.SpecialTokenIds;
        long steps = 0, rollouts = 0;
        JsonLines.Truncate(session.Paths.Steps, 0);
        using var writer = JsonLinesWriter<SplitRollout>.Open(session.Paths.Steps);
        foreach (var chunk in session.Rollouts().Chunk(256))
        {
            session.Cancellation.ThrowIfCancellationRequested();
            writer.Append([.. chunk.Select(rollout => new SplitRollout
            {
                ProblemId = rollout.ProblemId, Sample = rollout.Completion.Sample,
                Steps = StepSplitter.Split(
                    rollout.Completion.TokenIds, id => session.Tokenizer.TokenBytes(id).ToArray(), rollout.Completion.FinishReason, session.Options.Split.Separator, special.Contains),
            }).Select(split =>
            {
                steps += split.Steps.Count;
                return split;
            })]);
            rollouts += chunk.Length;
            report(rollouts, rollouts, $"{steps} steps");
        }

        return new Dictionary<string, long> { ["rollouts"] = rollouts, ["steps"] = steps };
    });
}
