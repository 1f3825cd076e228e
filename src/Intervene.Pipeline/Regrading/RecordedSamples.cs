using System.Globalization;
using System.Text.Json;
using Intervene.Files;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Learning;
using Intervene.Pipeline.Runs;
using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Pipeline.Regrading;

/// <summary>All graded samples of a run: mining, rollouts, guided rollouts and those around a location, training, evaluation, benchmarks.</summary>
public static class RecordedSamples
{
    /// <summary>Streams the samples of every artifact that is there, in the order of the stages and of the arms' names.</summary>
    /// <param name="paths">The run.</param>
    /// <exception cref="InterveneException">An artifact is damaged, or a guided rollout has no intervention.</exception>
    public static IEnumerable<RecordedSample> Of(RunPaths paths)
    {
        foreach (var sample in Graded(paths, paths.Samples).Concat(Rollouts(paths)).Concat(Guided(paths)).Concat(Located(paths)))
        {
            yield return sample;
        }

        var arms = Directory.Exists(paths.Arms)
            ? Directory.EnumerateDirectories(paths.Arms).Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        foreach (var sample in arms.Select(folder => paths.Arm(Path.GetFileName(folder)))
            .SelectMany(arm => Arm(paths, arm).Concat(Rounds(paths, arm))))
        {
            yield return sample;
        }
    }

    /// <summary>What the later rounds of an arm sampled, one after the other.</summary>
    private static IEnumerable<RecordedSample> Rounds(RunPaths paths, ArmPaths arm) =>
        Directory.EnumerateDirectories(arm.Root, ArmRound.Prefix + "*")
            .Select(folder => int.TryParse(
                Path.GetFileName(folder)[ArmRound.Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 1).Order().Select(number => paths.In(new ArmRound(arm.Name, number)))
            .SelectMany(round => Graded(round, round.Samples).Concat(Rollouts(round, "rl")).Concat(Guided(round)).Concat(Located(round))
                .Concat(Arm(round, round.Arm(arm.Name))));

    private static IEnumerable<RecordedSample> Arm(RunPaths paths, ArmPaths arm) =>
        Trained(paths, arm).Concat(HeldOut(paths, arm)).Concat(Graded(paths, arm.Samples)).Concat(Benchmarks(paths, arm));

    private static IEnumerable<RecordedSample> Graded(RunPaths paths, string file) => Lines<GradedSample>(file).Select(line => new RecordedSample(
        Name(paths, file), line.Number, line.Record.Policy, line.Record.ProblemId, line.Record.Sample, line.Record.TokenIds, line.Record.FinishReason,
        line.Record.Reward, line.Record.Verdict));

    private static IEnumerable<RecordedSample> HeldOut(RunPaths paths, ArmPaths arm) =>
        (Directory.Exists(arm.RlHeldOutFolder) ? Directory.EnumerateFiles(arm.RlHeldOutFolder, "step-*.jsonl") : [])
            .Order(StringComparer.Ordinal).SelectMany(file => Graded(paths, file));

    private static IEnumerable<RecordedSample> Benchmarks(RunPaths paths, ArmPaths arm) =>
        (Directory.Exists(arm.Benchmarks) ? Directory.EnumerateDirectories(arm.Benchmarks) : []).Order(StringComparer.Ordinal)
            .SelectMany(folder => Graded(paths, Path.Combine(folder, "samples.jsonl"))
                .Select(sample => sample with { Benchmark = Path.GetFileName(folder) }));

    private static IEnumerable<RecordedSample> Rollouts(RunPaths paths, string policy = "base") =>
        Lines<Rollout>(paths.Rollouts).Select(line => new RecordedSample(
        Name(paths, paths.Rollouts), line.Number, policy, line.Record.ProblemId, line.Record.Completion.Sample, line.Record.Completion.TokenIds,
        line.Record.Completion.FinishReason, line.Record.Reward, line.Record.Verdict));

    private static IEnumerable<RecordedSample> Trained(RunPaths paths, ArmPaths arm)
    {
        var files = Directory.Exists(arm.RlRolloutsFolder) ? Directory.EnumerateFiles(arm.RlRolloutsFolder, "step-*.jsonl") : [];
        return files.Order(StringComparer.Ordinal).SelectMany(file => Lines<TrainingRollout>(file).Select(line => new RecordedSample(
            Name(paths, file), line.Number, "rl", line.Record.ProblemId, line.Record.Completion.Sample,
            [.. line.Record.PromptIds[^(line.Record.BegunTokens ?? 0)..], .. line.Record.Completion.TokenIds],
            line.Record.Completion.FinishReason, line.Record.Score, line.Record.Verdict)));
    }

    private static IEnumerable<RecordedSample> Guided(RunPaths paths)
    {
        if (!File.Exists(paths.Guided))
        {
            yield break;
        }

        var corrections = RecordTable<InterventionId, Correction>.Of(
            paths.Interventions, JsonLines.Read<Proposal>(paths.Interventions).OfType<Correction>(), correction => correction.Id);
        foreach (var (number, record) in Lines<GuidedRollout>(paths.Guided))
        {
            if (!corrections.TryGetValue(record.Intervention, out var correction))
            {
                throw new InterveneException(
                    $"{paths.Guided}:{number}: a continuation of intervention {record.Number} of {record.ProblemId}/{record.Sample}, "
                    + $"which {paths.Interventions} does not have. The two files belong to different runs: put the run's own back.");
            }

            yield return new RecordedSample(
                Name(paths, paths.Guided), number, JsonNamingPolicy.SnakeCaseLower.ConvertName(record.Arm.ToString()), record.ProblemId,
                record.Completion.Sample, [.. GuidedRequests.Conditioning(correction, record.Arm), .. record.Completion.TokenIds],
                record.Completion.FinishReason, record.Reward, record.Verdict);
        }
    }

    /// <summary>What was sampled from prefixes around a location goes on from the tokens of the steps that were kept.</summary>
    private static IEnumerable<RecordedSample> Located(RunPaths paths)
    {
        if (!File.Exists(paths.Locations))
        {
            yield break;
        }

        var starts = JsonLines.Read<SplitRollout>(paths.Steps).ToDictionary(split => (split.ProblemId, split.Sample), split => split.Steps);
        var tokens = JsonLines.Read<Rollout>(paths.Rollouts)
            .ToDictionary(rollout => (rollout.ProblemId, rollout.Completion.Sample), rollout => rollout.Completion.TokenIds);
        foreach (var (number, record) in Lines<LocationRollout>(paths.Locations))
        {
            var attempt = (record.ProblemId, record.Sample);
            if (!starts.TryGetValue(attempt, out var steps) || !tokens.TryGetValue(attempt, out var own) || record.KeptSteps >= steps.Count)
            {
                throw new InterveneException(
                    $"{paths.Locations}:{number}: a continuation of step {record.KeptSteps} of attempt {record.ProblemId}/{record.Sample}, which the "
                    + $"run's attempts do not have. The files belong to different runs: put the run's own back.");
            }

            yield return new RecordedSample(
                Name(paths, paths.Locations), number, "location", record.ProblemId, record.Completion.Sample,
                [.. own[..steps[record.KeptSteps].TokenStart], .. record.Completion.TokenIds],
                record.Completion.FinishReason, record.Reward, record.Verdict);
        }
    }

    private static IEnumerable<(long Number, T Record)> Lines<T>(string file) =>
        File.Exists(file) ? JsonLines.Read<T>(file).Select((record, i) => (i + 1L, record)) : [];

    private static string Name(RunPaths paths, string file) => Path.GetRelativePath(paths.Root, file).Replace(Path.DirectorySeparatorChar, '/');
}
