using System.Globalization;
using Intervene.Completions;
using Intervene.Evaluation;
using Intervene.Files;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Pipeline.Runs;
using Intervene.Problems;
using Intervene.Rewards;
using Intervene.Rollouts;

namespace Intervene.Pipeline.Stages;

/// <summary>Measures an arm on held-out problems while it trains, and says which of them choose what is kept.</summary>
internal sealed class RlHeldOut
{
    private readonly StageContext _context;
    private readonly ArmPaths _paths;
    private readonly RlEvaluateOptions _options;
    private readonly SampleItem[] _items;
    private readonly bool _chooses;

    private RlHeldOut(StageContext context, ArmOptions arm, RlOptions options, IReadOnlyList<MinedProblem> problems)
    {
        (_context, _paths, _options, _chooses) = (context, context.Run.Paths.Arm(arm.Name), options.Evaluate!, Chooses(options));
        _items = [.. problems.Select(mined => new SampleItem
        {
            Problem = mined.Problem,
            PromptIds = context.Run.Prompts.Encode(mined.Problem.Question),
            Key = RandomKey.Of(context.Run.Options.Seed, "rl/held-out", mined.Problem.Id),
            Samples = _options.Samples,
            Sampling = context.Run.Options.Evaluate.Sampling,
        })];
    }

    /// <summary>The most positions that a sample may take.</summary>
    public int LongestPrompt => _items.Max(item => item.PromptIds.Length);

    /// <summary>The measure of an arm's training; null where the recipe asks for none.</summary>
    /// <exception cref="InterveneException">There is no held-out problem, or too few to choose by some and measure others.</exception>
    public static RlHeldOut? Of(StageContext context, ArmOptions arm, RlOptions options)
    {
        if (options.Evaluate is null)
        {
            return null;
        }

        var problems = ProblemsOf(context.Run, options);
        if (Complaint(arm, options, context.Run.Whole.MinedOf(ProblemSplit.HeldOut).Count) is { } complaint)
        {
            throw new InterveneException(complaint);
        }

        if (Chooses(options))
        {
            context.Say($"{problems.Count} held-out problems choose the step that is kept; no table measures them");
        }

        return new RlHeldOut(context, arm, options, problems);
    }

    /// <summary>Why so many held-out problems are too few for an arm; null where they are not.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="options">Its training.</param>
    /// <param name="heldOut">The held-out problems.</param>
    public static string? Complaint(ArmOptions arm, RlOptions options, int heldOut) =>
        options.Evaluate is null || heldOut >= (Chooses(options) ? 2 : 1) ? null
            : $"arm {arm.Name}: rl.evaluate measures held-out problems, and mining found {heldOut}. "
            + (heldOut == 0 ? "Raise mine.held_out_problems or add harder sources to problems, or leave rl.evaluate out."
                : "What chooses by them needs two, of which one is left to be measured: raise mine.held_out_problems, or set rl.keep: last.");

    /// <summary>Whether held-out problems choose what an arm keeps.</summary>
    public static bool Chooses(RlOptions options) => options.Keep == KeptPolicy.Best;

    /// <summary>The options that say which held-out problems are measured by no table, as prefixes; none where all are.</summary>
    public static IReadOnlyList<string> ChoosingOptions(RunOptions options) =>
    [
        .. options.Arms.Where(arm => Chooses(options.RlOf(arm))).Select(arm => arm.Rl is null ? "rl" : $"arms.{arm.Name}.rl").Distinct()
            .SelectMany(prefix => new[] { prefix + ".keep", prefix + ".evaluate.problems" }),
    ];

    /// <summary>The problems that choose what some arm keeps: they are no test.</summary>
    public static IReadOnlySet<string> Choosing(RunSession run) => run.Options.Arms.Select(run.Options.RlOf).Where(Chooses)
        .SelectMany(options => ProblemsOf(run, options)).Select(mined => mined.Problem.Id).ToHashSet(StringComparer.Ordinal);

    /// <summary>What is written of an arm's measurements.</summary>
    public static IReadOnlyList<string> Artifacts(ArmOptions arm) => [StageList.RlHeldOut(arm), StageList.RlHeldOutSamples(arm)];

    /// <summary>Makes the weights of an earlier step the arm's.</summary>
    /// <param name="context">The stage.</param>
    /// <param name="step">The steps done, 0 for the start.</param>
    /// <param name="directory">Their model directory.</param>
    /// <param name="target">The arm's model.</param>
    public static void Keep(StageContext context, int step, string directory, string target)
    {
        context.Say(step == 0 ? "no step did better on held-out problems than the start, which is kept"
            : string.Create(CultureInfo.InvariantCulture, $"step {step} did best on held-out problems and is kept"));
        using var policy = context.Run.Engine.Load(directory);
        policy.Save(target, context.Run.ModelPath);
    }

    /// <summary>The measure as the trainer takes it.</summary>
    public RlMeasure ToMeasure() => new(_options.Every, _chooses, Measure);

    private static IReadOnlyList<MinedProblem> ProblemsOf(RunSession run, RlOptions options)
    {
        var all = run.Whole.MinedOf(ProblemSplit.HeldOut);
        var chosen = all.OrderBy(mined => RandomKey.Of(run.Options.Seed, "rl/held-out", mined.Problem.Id).Uniform(0, 0))
            .ThenBy(mined => mined.Problem.Id, StringComparer.Ordinal)
            .Take(Math.Min(options.Evaluate!.Problems, Chooses(options) ? all.Count / 2 : all.Count))
            .Select(mined => mined.Problem.Id).ToHashSet(StringComparer.Ordinal);
        return [.. all.Where(mined => chosen.Contains(mined.Problem.Id))];
    }

    /// <summary>Samples what is missing of a step, grades it, and writes the records up to it.</summary>
    private double Measure(int step, ICompleter completer, CancellationToken cancellation)
    {
        var before = File.Exists(_paths.RlHeldOut) ? JsonLines.Read<HeldOutRecord>(_paths.RlHeldOut).ToList() : [];
        var records = before.Where(record => record.Step == step).ToArray();
        if (records.Length != _items.Length || !File.Exists(_paths.RlHeldOutSamples(step)))
        {
            records = [.. Sample(step, completer, cancellation)];
            JsonLines.Write(_paths.RlHeldOut, before.Where(record => record.Step < step).Concat(records));
        }

        var values = _options.K.Select(k => (K: k, Value: HeldOutCurve.PassAtK(records, k))).ToArray();
        _context.Say(string.Create(CultureInfo.InvariantCulture, $"step {step}, held out: {records.Count(record => record.Correct > 0)} of "
            + $"{records.Length} problems solved, {string.Join(", ", values.Select(value => $"pass@{value.K} {value.Value:P1}"))}"));
        return values[0].Value;
    }

    private IReadOnlyList<HeldOutRecord> Sample(int step, ICompleter completer, CancellationToken cancellation)
    {
        var numbers = _items.Index().ToDictionary(entry => entry.Item.Problem.Id, entry => entry.Index, StringComparer.Ordinal);
        var counts = new SampleCounts[_items.Length];
        var path = _paths.RlHeldOutSamples(step);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var journal = Journal<(string Problem, int Sample), GradedSample>.Open(path, record => (record.ProblemId, record.Sample), Count))
        {
            GradedSampler.RunAsync(
                _context with { Cancellation = cancellation }, completer, _items, journal, (item, sample) => (_items[item].Problem.Id, sample),
                graded => Samples.RecordOf("rl", _items[graded.Item].Problem.Id, graded), Count).GetAwaiter().GetResult();
            journal.Seal(_items.SelectMany(item => Enumerable.Range(0, item.Samples).Select(sample => (item.Problem.Id, sample))));
        }

        return [.. _items.Zip(counts, (item, count) => new HeldOutRecord
        {
            Step = step,
            ProblemId = item.Problem.Id,
            Samples = count.RequireGraded(
                $"step {step}: held-out problem {item.Problem.Id}", "Mend it, and the training goes on."),
            Correct = count.Correct,
            Truncated = count.Truncated,
            NoAnswer = count.Verdicts.GetValueOrDefault(Verdicts.NoAnswer),
            MeanLength = (double)count.Tokens / count.Samples,
            WeightVersion = completer.WeightVersion,
        })];

        void Count(GradedSample record) => counts[numbers[record.ProblemId]] += record;
    }
}
