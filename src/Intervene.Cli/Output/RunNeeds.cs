using System.Globalization;
using Intervene.Learning;
using Intervene.Models;
using Intervene.Models.Weights;
using Intervene.Options;

namespace Intervene.Cli.Output;

/// <summary>What a run needs of memory and disk, told before it begins.</summary>
/// <param name="Memory">The process's peak of memory, in bytes.</param>
/// <param name="Stage">The stage that has it.</param>
/// <param name="Disk">What models and checkpoints take at the end, in bytes.</param>
/// <param name="Moment">What one checkpoint more takes for a moment.</param>
/// <param name="Idle">Of RL the memory as long as no group of rollouts has an advantage, so that no gradient is computed; null elsewhere.</param>
internal sealed record RunNeeds(long Memory, string Stage, long Disk, long Moment, long? Idle)
{
    /// <summary>Adds up a recipe.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="config">Its model.</param>
    /// <param name="prompt">Tokens of a prompt.</param>
    public static RunNeeds Of(RunOptions options, ModelConfig config, int prompt)
    {
        var parameters = MemoryEstimate.Parameters(config);
        List<(string Stage, long Memory, long? Idle)> peaks =
        [
            Sampling("mine", options.Mine.Attempts, options.Mine.Sampling), Sampling("filter", options.Filter.Samples, options.Filter.Sampling),
            Sampling("evaluate", options.Evaluate.Samples, options.Evaluate.Sampling),
        ];
        long disk = 0;
        if (options.WarmUp is { Sft: var first })
        {
            const int texts = 10_000; // about: they are read when the stage begins
            peaks.Add(("warm-up", Training(
                Math.Min(first.MaxLength, 2 * prompt), first.BatchSize, first.MicroBatchTokens, first.Compute, first.RecomputeActivations).Peak,
                null));
            disk += TrainingDisk.Of(parameters, SftStart.UpdatesOf(texts, first), first.CheckpointEvery, first.KeepCheckpoints);
        }

        foreach (var arm in options.Arms.SelectMany(arm => Enumerable.Repeat(arm, arm.Rounds ?? 1)))
        {
            var (sft, rl) = (options.SftOf(arm), options.RlOf(arm));
            if (arm.IsFineTuned)
            {
                var longest = Math.Min(sft.MaxLength, prompt + options.Rollout.Sampling.MaxTokens);
                var needs = Training(longest, sft.BatchSize, sft.MicroBatchTokens, sft.Compute, sft.RecomputeActivations);
                peaks.Add(($"sft/{arm.Name}", needs.Peak, null));
                disk += TrainingDisk.Of(parameters, SftStart.UpdatesOf(options.Mine.TrainProblems, sft), sft.CheckpointEvery, sft.KeepCheckpoints);
            }

            var learning = Training(
                prompt + rl.Sampling.MaxTokens, rl.MiniBatchSize * rl.GroupSize, rl.MicroBatchTokens, rl.Compute, rl.RecomputeActivations,
                rl.Kl is not null, sampler: true);
            peaks.Add(($"rl/{arm.Name}", learning.Peak, learning.Idle));
            disk += TrainingDisk.Of(parameters, rl.Steps, rl.CheckpointEvery, rl.KeepCheckpoints + 1);
        }

        var (stage, memory, idle) = peaks.MaxBy(peak => peak.Memory);
        if (idle is { } less)
        {
            idle = Math.Max(less, peaks.Where(peak => peak.Idle is null).Max(peak => peak.Memory));
        }

        return new RunNeeds(memory, stage, disk, TrainingDisk.Of(parameters, 1, 1, 1), idle);

        (string, long, long?) Sampling(string name, int samples, SamplingOptions sampling)
        {
            var rows = Math.Min((long)options.Mine.TrainProblems * samples, PassSize.Rows(parameters));
            return (name, TrainerMemory.Program + MemoryEstimate.Inference(config, rows, prompt + sampling.MaxTokens).Total, null);
        }

        TrainerMemory Training(
            int length, int together, int tokens, ComputeType compute, bool recompute, bool reference = false, bool sampler = false) =>
            TrainerMemory.Of(
                config, PassSize.Largest(Enumerable.Repeat(length, together), together, PassSize.OnHost(config, tokens)), compute, recompute,
                reference, sampler);
    }

    /// <summary>What is free where a run is to be; null where the system does not say.</summary>
    /// <param name="directory">The run directory; it need not exist.</param>
    public static long? FreeDisk(string directory)
    {
        try
        {
            var folder = new DirectoryInfo(Path.GetFullPath(directory));
            while (!folder.Exists && folder.Parent is { } parent)
            {
                folder = parent;
            }

            return new DriveInfo(folder.FullName).AvailableFreeSpace;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The lines that tell it.</summary>
    /// <param name="directory">The run directory.</param>
    public IEnumerable<string> Lines(string directory)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"memory: about {Memory / 1e9:F1} GB at the peak, in {Stage}")
            + (Idle is { } less ? string.Create(CultureInfo.InvariantCulture, $"; {less / 1e9:F1} GB as long as no group earns an advantage") : "");
        if (MemoryAlarm(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) is { } alarm)
        {
            yield return alarm;
        }

        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"disk: about {Disk / 1e9:F1} GB of models and checkpoints at the end, and {Moment / 1e9:F1} GB more for a moment");
        if (FreeDisk(directory) is { } free && free < Disk + Moment)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"alarm: only {free / 1e9:F1} GB are free there. Keep fewer checkpoints (sft.keep_checkpoints, rl.keep_checkpoints), ")
                + "or name another place.";
        }
    }

    /// <summary>What is said where the peak is more than there is; null where it is not.</summary>
    /// <param name="machine">The memory that the process may take, in bytes: the machine's, or its container's.</param>
    public string? MemoryAlarm(long machine) => Memory <= machine ? null : string.Create(
        CultureInfo.InvariantCulture, $"alarm: this machine has {machine / 1e9:F1} GB of memory, and {Stage} may not end. Take fewer tokens at once ")
        + "(micro_batch_tokens, sampling.max_tokens, fewer samples; recompute_activations in training), a smaller model, or another machine.";
}
