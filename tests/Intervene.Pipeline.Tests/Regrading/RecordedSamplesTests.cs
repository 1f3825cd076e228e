using System.Text.Json;
using Intervene.Completions;
using Intervene.Files;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Learning;
using Intervene.Pipeline.Regrading;
using Intervene.Pipeline.Runs;
using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Pipeline.Tests.Regrading;

public sealed class RecordedSamplesTests : IDisposable
{
    private readonly RunPaths _run = new(Directory.CreateTempSubdirectory("intervene-regrade-").FullName);

    [Fact]
    public void Samples_of_every_artifact_are_read_with_the_tokens_that_they_went_on_from()
    {
        Write(_run.Samples, Sample("base", 0, 7), Sample("base", 1, 8));
        Write(_run.Interventions, Correction());
        Write(_run.Guided, Guided(GuidedArm.Problem, 0), Guided(GuidedArm.Prefix, 0), Guided(GuidedArm.Intervention, 0));
        Write(_run.Rollouts, Attempt());
        Write(_run.Steps, Split());
        Write(_run.Locations, Located(1));
        Write(_run.Arm("int").RlRollouts(2), Trained(4));
        Write(_run.Arm("int").RlHeldOutSamples(2), Sample("rl", 0, 2));
        Write(_run.Arm("int").Samples, Sample("sft", 0, 9));
        Write(Path.Combine(_run.Arm("int").Benchmarks, "aime2025", "samples.jsonl"), Sample("rl", 0, 3));
        var samples = RecordedSamples.Of(_run).ToArray();
        Assert.Equal(
            [
                "01-samples.jsonl:1 base 7", "01-samples.jsonl:2 base 8", "02-rollouts.jsonl:1 base 1,2,4",
                "05-guided.jsonl:1 problem 5", "05-guided.jsonl:2 prefix 1,2,5",
                "05-guided.jsonl:3 intervention 1,2,3,5", "05-locations.jsonl:1 location 1,2,6",
                "arms/int/07-rl/rollouts/step-000002.jsonl:1 rl 4",
                "arms/int/07-rl/held-out/step-000002.jsonl:1 rl 2",
                "arms/int/08-samples.jsonl:1 sft 9",
                "arms/int/08-benchmarks/aime2025/samples.jsonl:1 rl 3",
            ],
            samples.Select(sample => $"{sample.Artifact}:{sample.Line} {sample.Series} {string.Join(',', sample.Tokens)}"));
        Assert.Equal([null, "aime2025"], samples[^2..].Select(sample => sample.Benchmark));
    }

    [Fact]
    public void A_guided_rollout_without_its_intervention_is_refused()
    {
        Write<Proposal>(_run.Interventions);
        Write(_run.Guided, Guided(GuidedArm.Prefix, 0));
        Assert.Contains("05-guided.jsonl:1: a continuation of intervention 0 of p/0",
            Assert.Throws<InterveneException>(() => RecordedSamples.Of(_run).ToArray()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    public void A_continuation_of_a_step_that_the_attempt_does_not_have_is_refused(int kept)
    {
        Write(_run.Rollouts, Attempt());
        Write(_run.Steps, Split());
        Write(_run.Locations, Located(kept));
        Assert.Contains($"05-locations.jsonl:1: a continuation of step {kept} of attempt p/0",
            Assert.Throws<InterveneException>(() => RecordedSamples.Of(_run).ToArray()).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_run.Root, recursive: true);

    private static void Write<T>(string path, params T[] records)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Concat(records.Select(record => JsonSerializer.Serialize(record, RecordJson.Options) + "\n")));
    }

    private static GradedSample Sample(string policy, int sample, int token) => new()
    {
        Policy = policy,
        ProblemId = "p",
        Sample = sample,
        TokenIds = [token],
        FinishReason = FinishReason.Stop,
        Reward = 0,
        Verdict = "wrong",
        WeightVersion = "w",
    };

    private static Rollout Attempt() => new()
    {
        ProblemId = "p",
        PromptIds = [0],
        Completion = new Completion { Sample = 0, TokenIds = [1, 2, 4], SamplerLogProbs = [0, 0, 0], FinishReason = FinishReason.Stop },
        Text = "",
        Reward = 0,
        Verdict = "wrong",
        WeightVersion = "w",
    };

    private static SplitRollout Split() => new()
    {
        ProblemId = "p",
        Sample = 0,
        Steps =
        [
            new Step { Number = 1, Text = "a", TokenStart = 0, TokenEnd = 2 }, new Step { Number = 2, Text = "b", TokenStart = 2, TokenEnd = 3 },
        ],
    };

    private static LocationRollout Located(int kept) => new()
    {
        ProblemId = "p",
        Sample = 0,
        KeptSteps = kept,
        Completion = new Completion { Sample = 0, TokenIds = [6], SamplerLogProbs = [0], FinishReason = FinishReason.Stop },
        Reward = 0,
        Verdict = "wrong",
        WeightVersion = "w",
    };

    private static TrainingRollout Trained(int token) => new()
    {
        ProblemId = "p",
        Group = 0,
        PromptIds = [1],
        Completion = new Completion { Sample = 0, TokenIds = [token], SamplerLogProbs = [0], FinishReason = FinishReason.Stop },
        Text = "",
        Score = 0,
        Verdict = "wrong",
        Reward = 0,
        Advantage = 0,
        Masked = false,
        WeightVersion = "w",
    };

    private static Proposal Correction() => new Correction
    {
        ProblemId = "p",
        Sample = 0,
        Number = 0,
        Content = "c",
        Location = 1,
        PrefixIds = [1, 2],
        InterventionIds = [3],
        WrongStepIds = [4],
        Oracle = "o",
    };

    private static GuidedRollout Guided(GuidedArm arm, int sample) => new()
    {
        ProblemId = "p",
        Sample = 0,
        Number = 0,
        Arm = arm,
        Text = "",
        Reward = 0,
        Verdict = "wrong",
        WeightVersion = "w",
        Completion = new Completion { Sample = sample, TokenIds = [5], SamplerLogProbs = [0], FinishReason = FinishReason.Stop },
    };
}
