using Intervene.Learning;
using Intervene.Models;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Pipeline.Runs;

namespace Intervene.Pipeline.Stages;

/// <summary>What samples for reinforcement learning, whose weights are others at every step.</summary>
internal static class RlEngine
{
    /// <summary>The engine of an arm's training.</summary>
    public static EngineOptions Of(RunOptions options, ArmOptions arm) => options.RlOf(arm).Engine ?? options.Engine;

    /// <summary>What of it matters: samples of weights that stand still train otherwise than those of the present ones.</summary>
    public static IReadOnlyDictionary<string, string> KeyOf(EngineOptions engine) =>
        engine is FleetOptions { Publish: PublishKind.EndpointsPerPolicy }
            ? new Dictionary<string, string>(StageEngine.KeyOf(engine), StringComparer.Ordinal) { ["engine.publish"] = "endpoints_per_policy" }
            : StageEngine.KeyOf(engine);

    /// <summary>Why it cannot sample; null where it can.</summary>
    public static string? Refusal(RunOptions options, ArmOptions arm, ArmRound? round = null) => Of(options, arm) switch
    {
        FleetOptions { Publish: null } fleet =>
            $"the servers of engine kind {StageEngine.KindOf(fleet)} keep the base model's weights, and training changes them at every step. " +
            $"Set rl.engine: "
            + "local, or publish: sglang_disk (SGLang), or publish: endpoints_per_policy with rl.importance_cap.",
        FleetOptions { Publish: PublishKind.EndpointsPerPolicy } when options.RlOf(arm).ImportanceCap is null =>
            "with publish endpoints_per_policy the servers keep the weights that the training begins with, and every token has to be weighed for " +
            "that. Set "
            + "rl.importance_cap, e.g. 2; or publish: sglang_disk, or rl.engine: local.",
        FleetOptions { Publish: PublishKind.EndpointsPerPolicy } when options.RlOf(arm).Evaluate is not null =>
            "with publish endpoints_per_policy the servers keep the weights that the training begins with, and rl.evaluate would measure those at "
            + "every step. Leave it out, or set publish: sglang_disk, or rl.engine: local.",
        var engine => StageEngine.Refusal(engine, [StartOf(arm, round)], "rl.engine"),
    };

    /// <summary>The sampler of an arm's training on servers; null where this program's engine samples.</summary>
    /// <param name="context">The stage.</param>
    /// <param name="arm">The arm.</param>
    /// <param name="options">Its training.</param>
    /// <param name="problems">What it trains on.</param>
    /// <param name="heldOut">What it is measured on meanwhile; null for nothing.</param>
    public static PublishedSampler? Sampler(
        StageContext context, ArmOptions arm, RlOptions options, IReadOnlyList<RlProblem> problems, RlHeldOut? heldOut)
    {
        var run = context.Run;
        if (Of(run.Options, arm) is not FleetOptions fleet)
        {
            return null;
        }

        var (paths, name) = (run.Paths.Arm(arm.Name), StartOf(arm, run.Round));
        var start = name == SampledPolicy.Base
            ? run.BasePolicy : new SampledPolicy(name, paths.SftModel, $"{name}-{ModelFiles.Fingerprint(paths.SftModel)[..12]}");
        return Sampler(context, fleet, start, Path.Combine(paths.Rl, "published"), options, problems, heldOut);
    }

    /// <summary>A sampler of weights that begin with a policy's.</summary>
    /// <param name="context">The stage.</param>
    /// <param name="fleet">The servers.</param>
    /// <param name="start">The weights that the training begins with.</param>
    /// <param name="folder">Where weights are written for the servers.</param>
    /// <param name="options">The training.</param>
    /// <param name="problems">What it trains on.</param>
    /// <param name="heldOut">What it is measured on meanwhile; null for nothing.</param>
    public static PublishedSampler Sampler(
        StageContext context, FleetOptions fleet, SampledPolicy start, string folder, RlOptions options, IReadOnlyList<RlProblem> problems,
        RlHeldOut? heldOut = null)
    {
        var longest = problems.SelectMany(problem => problem.Guided.Append(problem.PromptIds)).Max(prompt => prompt.Length);
        var (measured, needed) = (context.Run.Options.Evaluate.Sampling, longest + ((options.Online is null ? 1 : 2) * options.Sampling.MaxTokens));
        return heldOut is null ? new PublishedSampler(context, fleet, start, folder, [options.Sampling], needed)
            : new PublishedSampler(
                context, fleet, start, folder, [options.Sampling, measured], Math.Max(needed, heldOut.LongestPrompt + measured.MaxTokens));
    }

    private static string StartOf(ArmOptions arm, ArmRound? round) =>
        arm.IsFineTuned ? ArmRounds.PolicyName(arm.Name, round, "sft") : SampledPolicy.Base;
}
