using Intervene.Files;
using Intervene.Options;
using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Pipeline.Stages;

/// <summary>Cuts rollouts into steps at recorded token offsets (paper, section 4.1).</summary>
internal static class SplitStage
{
    public const string Name = "split";

    public static Stage Of(RunOptions options) => new()
    {
        Name = Name,
        Verb = Name,
        Options = ["split"],
        Reads = [StageList.Rollouts],
        Writes = [StageList.Steps],
        Run = context => Task.FromResult(Run(context)),
    };

    private static IReadOnlyDictionary<string, long> Run(StageContext context)
    {
        var run = context.Run;
        long steps = 0, rollouts = 0;
        JsonLines.Truncate(run.Paths.Steps, 0);
        using var writer = JsonLinesWriter<SplitRollout>.Open(run.Paths.Steps);
        foreach (var chunk in JsonLines.Read<Rollout>(run.Paths.Rollouts).Chunk(256))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            SplitRollout[] split = [.. chunk.Select(rollout => new SplitRollout
            {
                ProblemId = rollout.ProblemId,
                Sample = rollout.Completion.Sample,
                Steps = StepSplitter.Split(
                    rollout.Completion.TokenIds, run.Tokenizer, rollout.Completion.FinishReason, run.Options.Split),
            })];
            writer.Append(split);
            steps += split.Sum(one => one.Steps.Count);
            rollouts += chunk.Length;
            context.Report(rollouts, rollouts, $"{steps} steps");
        }

        return new Dictionary<string, long> { ["rollouts"] = rollouts, ["steps"] = steps };
    }
}
