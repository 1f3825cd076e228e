using System.Text.Json;
using Intervene.Completions;
using Intervene.Evaluation;
using Intervene.Examples;
using Intervene.Files;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Learning;
using Intervene.Pipeline.Engines;
using Intervene.Pipeline.Regrading;
using Intervene.Pipeline.Runs;
using Intervene.Problems;
using Intervene.Rollouts;
using Intervene.Statistics;
using Intervene.Tests;
using Intervene.Tests.Files;

namespace Intervene.Pipeline.Tests.Runs;

/// <summary>What a stage writes, the next one reads: every record with all its members, and with its optional ones left out.</summary>
public sealed class RecordRoundTripTests : IDisposable
{
    private static readonly Problem Problem = new()
    {
        Id = "é-1",
        Question = "What is\n1 + 1 < \"3\"?",
        Answer = "\\frac{4}{2}",
        ReferenceSolution = "1 + 1 = 2",
        Source = "test",
    };
    private readonly TempFolder _folder = new();

    public static TheoryData<object> Samples =>
    [
        Problem,
        Problem with { ReferenceSolution = null, Trace = "<think>a</think>b" },
        new WrittenSolution { ProblemId = "p", Writer = "self", Text = "t", Reward = 1, Verdict = "correct", Usage = new OracleUsage(1, 0, 2, 0) },
        new WrittenSolution { ProblemId = "p", Writer = "llm/m", Refusal = RefusalReason.TimeOut, Detail = "d" },
        new WarmUpRecord { Key = "k", ModelSha256 = "m", Product = "p" },
        new TuningTrial
        {
            Stage = "sft", LearningRate = 1e-4, Length = 2, Validation = 0.5, Easy = 0.25, SampledTokens = 3, TrainedTokens = 4,
        },
        new MinedProblem { Problem = Problem, Attempts = 8, Correct = 1,
            Verdicts = new Dictionary<string, int> { ["wrong"] = 7, ["correct"] = 1 }, Split = ProblemSplit.HeldOut },
        new MinedProblem { Problem = Problem, Attempts = 8, Correct = 1, Verdicts = new Dictionary<string, int>() },
        new OnlineRecord
        {
            Step = 2, ProblemId = "p", Sample = 1, Visits = 3, Oracle = "reference", Attempt = Records.Completion(1, 1, 2, 0),
            Reply = new OracleReply(),
            Proposals =
            [
                new Correction
                {
                    ProblemId = "p", Sample = 1, Number = 0, Oracle = "reference", Content = "c", Location = 1, PrefixIds = [], InterventionIds = [5],
                    WrongStepIds = [1],
                },
            ],
            Trials = [new OnlineTrial(0, 3, 8, 99)], Accepted = 0,
        },
        new OnlineState
        {
            Waiting = new Dictionary<string, int> { ["p"] = 1 }, Asked = new Dictionary<string, int> { ["p"] = 2 }, Calls = 3,
            Accepted = [new OnlineIntervention { Step = 2, ProblemId = "p", Tokens = [5] }],
        },
        new GradedSample
        {
            Policy = "base", ProblemId = "p", Sample = 3, TokenIds = [1, 0],
            FinishReason = FinishReason.Length, Reward = 0, Verdict = "no_answer", WeightVersion = "w",
        },
        new FleetRecord
        {
            Stage = "mine", Policy = "base", WeightVersion = "w", Kind = "vllm", Findings = [new FleetFinding("http://a", "context", "512", false)],
            Servers = [new FleetCount { Server = "vllm 1 http://a", Requests = 3, Retries = 1, Completions = 2, Tokens = 9, Seconds = 0.5 }],
            Seconds = 1.5, Finished = true, ConversionError = 0.25, TokensWithoutLogProb = 1,
            Mismatch = new FleetMismatch { Completions = 1, Tokens = 4, Mean = 0.1, Max = 0.2, MaxLog = 0.3, K3 = 0.4, EffectiveSampleSize = 0.5 },
        },
        Records.Completion(3, 1, 2, 0) with
        {
            Server = "vllm 1 http://a", SamplerLogProbs = [-1e-7f, -103.97208f, float.NegativeInfinity], FinishReason = FinishReason.Context,
        },
        Records.Rollout(),
        Records.Rollout() with { Completion = Records.Completion(0) },
        Records.Split(),
        Records.Split() with { Steps = [] },
        Records.Correction(),
        Records.Correction(number: 2) with { ErrorLocation = null },
        Records.Correction() with { Leak = new Leak { Score = 0.45, Rule = LeakRule.Operations, Operations = 1 } },
        Records.Refusal(RefusalReason.NoReference),
        Records.Refusal(RefusalReason.AnswerLeak) with { Leak = new Leak { Score = 0.8, Rule = LeakRule.Equation, Start = 3, Length = 2 } },
        new RecordedReply
        {
            ProblemId = "p", Sample = 1, Oracle = "test",
            Reply = new OracleReply { Proposals = [new ProposedStep("a\\b", 2)],
                ErrorLocation = 3, RawText = "<x>", Detail = "d", Usage = new OracleUsage(9, 1, 5, 2, 0.01m) },
        },
        new RecordedReply { ProblemId = "p", Sample = 1, Oracle = "test", Reply = OracleReply.Refused(RefusalReason.TimeOut) },
        new TrainingRollout
        {
            ProblemId = "p", Group = 1, PromptIds = [1], Completion = Records.Completion(0, 1, 0),
            Text = "t", Score = 1, Verdict = "correct", Reward = 0.5, Advantage = -0.25,
            Masked = true, WeightVersion = "int/step-1",
        },
        Records.Guided(GuidedArm.WrongStep, 1),
        new TrainingExample
        {
            ProblemId = "p", Intervention = new InterventionId("p", 1, 2),
            Arm = "int", PromptIds = [1], TargetIds = [2, 3], LossStart = 1, Terminal = true,
        },
        new TrainingExample { ProblemId = "p", Arm = "int", PromptIds = [1], TargetIds = [], Terminal = false },
        new RegradedSample
        {
            Artifact = "02-rollouts.jsonl", Line = 2, Series = "base",
            ProblemId = "p", Sample = 1, FromVerdict = "unparsable", ToVerdict = "correct", FromReward = 0,
            ToReward = 1, Gold = "7", Answer = "7",
        },
        new EvaluationRecord
        {
            ProblemId = "p", Split = ProblemSplit.Easy, Policy = "rl",
            Samples = 8, Correct = 3, Truncated = 2, NoAnswer = 1, Unparsable = 1, RivalVotes = 2, MeanLength = 1.0 / 3, WeightVersion = "w",
        },
        Records.Outcome("p", 1, 2, kept: true),
        new LocationRollout
        {
            ProblemId = "p", Sample = 1, KeptSteps = 2, Completion = Records.Completion(3, 1, 0), Reward = 1,
            Verdict = "correct", WeightVersion = "w",
        },
        new Funnel
        {
            Rollouts = 9, Wrong = 8, WithReference = 7, Asked = 7, Proposed = 6, Leaking = 1, Refusals = [new(RefusalReason.Empty, 2)], Sampled = 2,
            Working = 2, MinCorrect = 1, Kept = 5, KeptWithoutSuccess = 0, KeptProblems = 4,
            Arms =
            [
                new()
                {
                    Arm = GuidedArm.Prefix, Problems = 2, Solved = 1, Rollouts = 8, Correct = 1, Accuracy = 0.125, Wilson = new(0.1, 0.2),
                    Bootstrap = new(double.NaN, 1),
                },
            ],
            Lifts = [new(GuidedArm.WrongStep, 4, -0.1, new Interval(-0.3, 0.1))],
            Oracles =
            [
                new()
                {
                    Oracle = "llm/m", Asked = 7, Located = 6, Proposed = 6, Leaking = 1, Refusals = [new(RefusalReason.Truncated, 1)], Sampled = 2,
                    Problems = 2, Working = 2, Correct = 5, Tries = 8, Interval = new(0.2, 0.9), Kept = 5, KeptAlone = 5,
                    Cost = new OracleSpending
                    {
                        Asked = 7, Counted = 6, Priced = 5, InputTokens = 10, CachedInputTokens = 1, OutputTokens = 4, ReasoningTokens = 2,
                        Dollars = 0.125m,
                    },
                },
            ],
            Agreements = [new("llm/m", "reference", 7, 4, 5, 5, double.NaN)],
            Locations =
            [
                new()
                {
                    Oracle = "llm/m", Attempts = 4, Verdicts = new Dictionary<LocationVerdict, int> { [LocationVerdict.AtStep] = 4 },
                    Prefixes = [new(-1, 4, 0.5, new(0.1, 0.9))], Falls = [new(0, 4, 0.5, new(0.1, 0.9))],
                },
            ],
        },
        new StageRecord
        {
            Stage = "sft/int", Key = "k", Finished = true, Options = new Dictionary<string, string> { ["seed"] = "1" },
            Inputs = new Dictionary<string, string> { ["model"] = "ab" },
            Outputs = [new ArtifactStamp("arms/int/06-sft/model", "cd", "ef")],
            Seconds = 1.5, Counts = new Dictionary<string, long> { ["problems"] = 96 },
        },
        new BenchmarkProblem { Problem = Problem, SameAs = "p", SameSplit = ProblemSplit.Train, Trained = true },
        new BenchmarkProblem { Problem = Problem },
        new HeldOutRecord
        {
            Step = 0, ProblemId = "p", Samples = 4, Correct = 1, Truncated = 2, NoAnswer = 1, MeanLength = 2.5, WeightVersion = "int/step-0",
        },
        new LikelihoodRecord
        {
            Step = 10, Source = "kept interventions", Problems = 2, Texts = 3, Tokens = 12, Nll = 1.5, Interval = new(1.25, 2), TextNll = 1.75,
            WeightVersion = "int/step-10",
        },
        new LikelihoodRecord
        {
            Source = "reference solutions", Problems = 1, Texts = 1, Tokens = 1, Nll = 0.5, Interval = new(0.5, 0.5), TextNll = 0.5,
            WeightVersion = "base-ab",
        },
        new EvaluationManifest { Models = [new EvaluatedModel("a", "models/é")] },
        new BenchmarkRecord
        {
            Benchmark = "aime2025", ProblemId = "p", Policy = "rl", Samples = 4, Correct = 1, Truncated = 1, NoAnswer = 0, Unparsable = 1,
            RivalVotes = 2, MeanLength = 7.5, WeightVersion = "w",
            Decoding = new() { Temperature = 0.6, TopP = 0.95, TopK = 20, MaxTokens = 9, Stop = ["x"] }, Trained = true,
        },
        new ScoredText { Source = "own attempts", ProblemId = "p", Number = 2, Hash = "ab", Tokens = 12, Nll = 3.5 },
        new SortedError { ProblemId = "p", Sample = 1, Oracle = "llm/m", Hash = "ab", Category = "execution", Detail = "d" },
        new SortedError { ProblemId = "p", Sample = 1, Oracle = "llm/m", Hash = "ab" },
        new RunManifest
        {
            Product = "1", DotNet = "10", OperatingSystem = "os", Torch = "2", Threads = 1, Seed = -3,
            Inputs = [new RunInput("model", "models/é", "ab")], CreatedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        },
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_record_is_read_as_it_was_written(object record)
    {
        var method = typeof(RecordRoundTripTests).GetMethod(
            nameof(RoundTrip), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;
        var (line, file) = ((object, object))method.MakeGenericMethod(record.GetType()).Invoke(this, [record])!;
        Assert.Equivalent(record, line, strict: true);
        Assert.Equivalent(record, file, strict: true);
        Assert.Equal(JsonSerializer.Serialize(record, RecordJson.Options), JsonSerializer.Serialize(line, RecordJson.Options));
    }

    /// <summary>As a line of an artifact and as a file of its own.</summary>
    private (object Line, object File) RoundTrip<T>(T record)
        where T : class
    {
        using (var writer = JsonLinesWriter<T>.Open(_folder["records.jsonl"]))
        {
            writer.Append(record);
        }

        JsonFile.Write(_folder["record.json"], record);
        return (Assert.Single(JsonLines.Read<T>(_folder["records.jsonl"])), JsonFile.Read<T>(_folder["record.json"]));
    }

    [Fact]
    public void Every_record_of_an_artifact_is_among_the_samples()
    {
        var versioned = new[] { typeof(Problem), typeof(StageRecord) }.SelectMany(type => type.Assembly.GetExportedTypes())
            .Where(type => !type.IsAbstract && type.GetProperty("FormatVersion") is not null);
        var sampled = Samples.Select(row => row.Data.GetType()).ToHashSet();
        Assert.All(versioned, type => Assert.Contains(type, sampled));
    }
}
