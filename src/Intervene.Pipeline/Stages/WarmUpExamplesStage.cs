using Intervene.Examples;
using Intervene.Files;
using Intervene.Options;

namespace Intervene.Pipeline.Stages;

/// <summary>Makes what the warm-up trains on, without what the run's problems share with it.</summary>
internal static class WarmUpExamplesStage
{
    public const string Name = "warm-up/texts";

    public static Stage Of(RunOptions options) => new()
    {
        Name = Name,
        Verb = WarmUpStage.Name,
        Options =
        [
            "warm_up.data", "warm_up.held_out", "warm_up.measure.data", "warm_up.renderings", "warm_up.calculations", "warm_up.answers",
            "warm_up.seed", "problems", "benchmarks", "decontaminate", "prompt", "split.separator",
            .. options.Problems.Any(source => source is ChainsProblemsOptions)
                ? (string[])["seed"] : [],
        ],
        ReadsSources = true,
        ReadsBenchmarks = true,
        Reads = [],
        Writes = [StageList.WarmUpExamples],
        Run = context => Task.FromResult(Run(context)),
    };

    private static IReadOnlyDictionary<string, long> Run(StageContext context)
    {
        var run = context.Run;
        var texts = WarmUpTexts.Of(run.Options);
        foreach (var complaint in texts.Complaints())
        {
            context.Say(complaint);
        }

        if (texts.WithoutSolution > 0)
        {
            context.Say($"{texts.WithoutSolution} problems have no worked solution and give no text");
        }

        var stop = run.Tokenizer.EosTokenId
            ?? throw new InterveneException($"{run.SourcePath}: the tokenizer names no end token, which finished targets need.");
        JsonLines.Write(run.Paths.WarmUpExamples, texts.Texts.Select(text => ExampleBuilder.FromSolution(
            text.ProblemId, run.Prompts.Encode(text.Question), text.Text, WarmUpStage.Name, run.Tokenizer.EncodeText, stop)));
        context.Report(texts.Texts.Count, texts.Texts.Count, $"{texts.Texts.Count} texts of {texts.Problems} problems");
        return new Dictionary<string, long>
        {
            ["texts"] = texts.Texts.Count,
            ["problems"] = texts.Problems,
            ["without_solution"] = texts.WithoutSolution,
            ["dropped"] = texts.Dropped.Count,
            [WarmUpTexts.Contaminated] = texts.Dropped.Reasons.Where(reason => reason.Reason == WarmUpTexts.Contaminated).Sum(reason => reason.Count),
        };
    }
}
