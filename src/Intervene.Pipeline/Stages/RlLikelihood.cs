using System.Globalization;
using Intervene.Evaluation;
using Intervene.Examples;
using Intervene.Files;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Pipeline.Runs;
using Intervene.Reports.Content;

namespace Intervene.Pipeline.Stages;

/// <summary>
/// Scores fixed texts by an arm's policy while it trains: how near each source is to what the policy writes (paper, Figures 6 and 11a).
/// </summary>
internal sealed class RlLikelihood
{
    private readonly StageContext _context;
    private readonly ArmOptions _arm;
    private readonly ArmPaths _paths;
    private readonly TrainingText[] _texts;

    private RlLikelihood(StageContext context, ArmOptions arm, IReadOnlyList<TextSource> sources)
    {
        (_context, _arm, _paths) = (context, arm, context.Run.Paths.Arm(arm.Name));
        _texts = [.. sources.SelectMany(source => source.Texts)];
    }

    /// <summary>The scorer of an arm's training; null where the recipe asks for none.</summary>
    /// <exception cref="InterveneException">There is no text to score.</exception>
    public static RlLikelihood? Of(StageContext context, ArmOptions arm, RlOptions options)
    {
        if (options.Evaluate?.Likelihood is not { } asked)
        {
            return null;
        }

        var sources = TrainingTexts.WhileTraining(context.Run, arm, asked.Texts);
        foreach (var source in sources.Where(source => source.Notice is not null))
        {
            context.Say(source.Notice!);
        }

        if (sources.All(source => source.Texts.Count == 0))
        {
            throw new InterveneException($"arm {arm.Name}: rl.evaluate.likelihood scores kept interventions, failed attempts, reference solutions "
                + "and what the arm cloned, and the run has none that fits the model's context. Leave it out.");
        }

        context.Say("scored at every measurement: " + string.Join(", ", sources.Select(source => $"{source.Texts.Count} {source.Name}")));
        return new RlLikelihood(context, arm, sources);
    }

    /// <summary>What it reads beside what the training reads: artifacts of the run, in every round.</summary>
    public static IReadOnlyList<string> ReadsOf(RlOptions options) => options.Evaluate?.Likelihood is null ? []
        : [StageList.Problems, StageList.Rollouts, StageList.Interventions, StageList.Outcomes];

    /// <summary>What is written of it.</summary>
    public static IReadOnlyList<string> Artifacts(ArmOptions arm) => [StageList.RlLikelihood(arm), StageList.RlLikelihoodTexts(arm)];

    /// <summary>The option that asks for it.</summary>
    public static string OptionOf(ArmOptions arm) => (arm.Rl is null ? "rl" : $"arms.{arm.Name}.rl") + ".evaluate.likelihood";

    /// <summary>Scores by the policy that was fine-tuned, where one was: step 0 is what fine-tuning made of it.</summary>
    public void MeasureBefore()
    {
        if (!_arm.IsFineTuned || Rows().Any(row => row.Step is null))
        {
            return;
        }

        var start = _context.Run.StartPolicy;
        using var policy = _context.Run.Engine.Load(start.Directory);
        Measure(null, start.Version, policy, _context.Cancellation);
    }

    /// <summary>A measure of the training that scores by the policy too.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="policy">The policy that is trained in place.</param>
    public RlMeasure Beside(RlMeasure measure, IPolicy policy) => measure with
    {
        Of = (step, completer, cancellation) =>
        {
            var value = measure.Of(step, completer, cancellation);
            if (!Rows().Any(row => row.Step == step))
            {
                Measure(step, completer.WeightVersion, policy, cancellation);
            }

            return value;
        },
    };

    /// <summary>Scores what is missing of a step, and writes the rows up to it.</summary>
    private void Measure(int? step, string version, IPolicy policy, CancellationToken cancellation)
    {
        var scores = TextScoring.Run(
            _paths.RlLikelihoodTexts(step), _texts, version, (given, tokens) => policy.LogProbs(given, tokens, temperature: 1), _ => { },
            cancellation);
        var sources = SourceLikelihood.Of(scores, _context.Run.Options.Seed);
        var rows = sources.Select(source => new LikelihoodRecord
        {
            Step = step,
            Source = source.Source,
            Problems = source.Problems,
            Texts = source.Texts,
            Tokens = source.Tokens,
            Nll = source.Nll.Value,
            Interval = source.Nll.Interval,
            TextNll = source.TextNll,
            WeightVersion = version,
        });
        JsonLines.Write(_paths.RlLikelihood, Rows().Where(row => row.Step is null || row.Step < step).Concat(rows));
        _context.Say(string.Create(CultureInfo.InvariantCulture, $"{(step is { } done ? $"step {done}" : "before fine-tuning")}, nats a token: ")
            + string.Join(", ", sources.Select(source => $"{source.Source} {new ReportCell.Nats(Estimate.Of(source.Nll.Value)).Number}")));
    }

    private IReadOnlyList<LikelihoodRecord> Rows() =>
        File.Exists(_paths.RlLikelihood) ? [.. JsonLines.Read<LikelihoodRecord>(_paths.RlLikelihood)] : [];
}
