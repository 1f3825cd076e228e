using Intervene.Completions;
using Intervene.Examples;
using Intervene.Interventions;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Torch.Models;
using Intervene.Torch.Reinforcement;
using Intervene.Torch.Supervised;
using Intervene.Torch.Tests.Training;
using Intervene.Torch.Training;

namespace Intervene.Torch.Tests.Reinforcement;

public class OnlineTrainingTests
{
    private static readonly RlOptions Options = new()
    {
        Steps = 6,
        BatchSize = 3,
        MiniBatchSize = 3,
        GroupSize = 4,
        CheckpointEvery = 2,
        Truncated = new TruncatedOptions.Keep(),
        Sampling = new SamplingOptions { MaxTokens = 5 },
        Optimizer = new OptimizerOptions { LearningRate = 5e-3, Schedule = ScheduleKind.Constant, WarmupRatio = 0 },
    };

    private static readonly RlProblem[] Problems = [.. Enumerable.Range(0, 5).Select(i => new RlProblem($"p{i}", [1 + i, 7, 3]))];

    [Theory]
    [InlineData(OnlineUse.StartState)]
    [InlineData(OnlineUse.SftTerm)]
    public void A_run_that_asks_oracles_and_was_stopped_goes_on_to_the_same_weights_and_questions(OnlineUse use)
    {
        var options = Options with { Online = new OnlineOptions { AfterVisits = 1, As = use, PerStep = 2 } };
        using var folder = new TemporaryFolder();
        using CausalLanguageModel straight = TinyPolicy.Create(), stopped = TinyPolicy.Create(), resumed = TinyPolicy.Create();
        List<string> whole = [], first = [], rest = [];
        var steps = Train(straight, options, folder.At("a"), whole);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Train(stopped, options, folder.At("b"), first, stop, stopAfter: 3));
        Train(resumed, options, folder.At("b"), rest);
        Assert.Equal(TinyPolicy.Weights(straight), TinyPolicy.Weights(resumed));
        Assert.Equal(whole, [.. first, .. rest]);
        Assert.NotEmpty(whole);
        Assert.Equal(whole.Count, steps.Sum(step => step.Value("online/asked")));
        Assert.Equal(steps[^1].Value("online/pool"), steps.Sum(step => step.Value("online/accepted")));
        Assert.True(steps.Sum(step => step.Value(use == OnlineUse.StartState ? "online/started_groups" : "online/sft_tokens")) > 0);
        Assert.All(steps.SelectMany(step => step.Rollouts).Where(rollout => rollout.Problem.Begun is not null), rollout =>
            Assert.Equal(rollout.Problem.Begun!, rollout.Problem.PromptIds[^rollout.Problem.Begun!.Length..]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_cloning_term_adds_its_gradient_to_that_of_the_policy(double advantage)
    {
        TargetSequence[] terms = [new([1, 2], [3, 4, 5]), new([6], [7, 8])];
        TrainingExample[] examples = [.. terms.Select(term => new TrainingExample
        {
            ProblemId = "p", Arm = "a", PromptIds = term.Prompt, TargetIds = term.Target, LossStart = 0, Terminal = false,
        })];
        var cloned = Change(model => SftTrainer.Accumulate(model, examples, 1000));
        var policy = Change(model => Update(model, advantage, []));
        var both = Change(model => Update(model, advantage, terms));
        Assert.True(cloned.Max(Math.Abs) > 0);
        Assert.All(both.Zip(policy.Zip(cloned)), pair => Assert.Equal(pair.First, pair.Second.First + (0.5 * pair.Second.Second), 1e-6));
    }

    /// <summary>The gradient that an update leaves, by an optimiser's step under a large ε.</summary>
    private static double[] Change(Action<CausalLanguageModel> gradients)
    {
        using var model = TinyPolicy.Create();
        using var optimizer = new AdamW(model.Parameters, new OptimizerOptions { Epsilon = 1e6, MaxGradNorm = 1e9 });
        var before = TinyPolicy.Weights(model);
        gradients(model);
        if (model.Parameters.Any(parameter => parameter.Value.grad is not null))
        {
            optimizer.Update(1e5, 0);
        }

        return [.. TinyPolicy.Weights(model).Zip(before).Select(pair => (double)pair.First - pair.Second)];
    }

    private static void Update(CausalLanguageModel model, double advantage, IReadOnlyList<TargetSequence> terms)
    {
        using var optimizer = new AdamW(model.Parameters, new OptimizerOptions { Epsilon = 1e6, MaxGradNorm = 1e9 });
        using var update = new PolicyUpdate(
            model, null, optimizer, Options with { Online = new OnlineOptions { As = OnlineUse.SftTerm, Coefficient = 0.5 } });
        update.Run(
            [
                .. Enumerable.Range(0, 2).Select(i => new RlRollout
                {
                    Problem = Problems[0], Group = 0, Score = 0, Reward = i * advantage, Verdict = "wrong", WeightVersion = "w", Masked = false,
                    Completion = new Completion { Sample = i, TokenIds = [2 + i, 4], SamplerLogProbs = [0, 0], FinishReason = FinishReason.Stop },
                }),
            ],
            [-advantage, advantage], 1e5, _ => { }, terms);
    }

    private static List<RlStep> Train(
        CausalLanguageModel model, RlOptions options, string directory, List<string> asked, CancellationTokenSource? stop = null, int stopAfter = -1)
    {
        var steps = new List<RlStep>();
        RlTrainer.Run(
            model, version => new NaiveSampler(model, version),
            new RlTraining
            {
                Problems = Problems,
                Grade = (id, completion) => (id != "p0" && completion.TokenIds.Contains(5) ? 1 : 0, "wrong"),
                Options = options,
                Seed = 1,
                Arm = "int",
                Directory = directory,
                Online = new OnlineAsking(1, (step, cases, completer, _) =>
                {
                    Assert.Equal($"int/step-{step}", completer.WeightVersion);
                    asked.AddRange(cases.Select(one => $"{step} {one.Problem.Id} {string.Join(' ', one.Attempts[0].Completion.TokenIds)}"));
                    return [.. cases.Select(one => Call(step, one))];
                }),
                Stepped = step =>
                {
                    steps.Add(step);
                    if (step.Step == stopAfter)
                    {
                        stop!.Cancel();
                    }
                },
            },
            stop?.Token ?? CancellationToken.None);
        return steps;
    }

    private static OnlineRecord Call(int step, OnlineCase one) => new()
    {
        Step = step,
        ProblemId = one.Problem.Id,
        Sample = one.Attempts[0].Completion.Sample,
        Visits = one.Visits,
        Oracle = "fake",
        Attempt = one.Attempts[0].Completion,
        Reply = new OracleReply(),
        Proposals =
        [
            new Correction
            {
                ProblemId = one.Problem.Id, Sample = one.Attempts[0].Completion.Sample, Number = 0, Oracle = "fake", Content = "c", Location = 1,
                PrefixIds = [], InterventionIds = [5, 6], WrongStepIds = [1],
            },
        ],
        Trials = [],
        Accepted = step % 2 == 0 ? null : 0,
    };
}
