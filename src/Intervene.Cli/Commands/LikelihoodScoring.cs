using Intervene.Examples;
using Intervene.Files;
using Intervene.Pipeline.Analyses;
using Intervene.Pipeline.Stages;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Native;
using Intervene.Torch.Training;

namespace Intervene.Cli.Commands;

/// <summary>Asks the base model for its likelihood of the texts that a run could train on; a killed command goes on where it was.</summary>
internal static class LikelihoodScoring
{
    private const int ToldEvery = 16;

    /// <summary>Scores what is not scored yet.</summary>
    /// <param name="run">The run.</param>
    /// <param name="most">Texts of a source, at most.</param>
    /// <param name="cancellation">Ends the work between two texts; what is scored stays.</param>
    public static void Run(RunSession run, int most, CancellationToken cancellation)
    {
        var texts = TrainingTexts.Of(run, most);
        var wanted = texts.ToDictionary(text => (text.Source, text.ProblemId, text.Number), text => text.Hash(run.BaseVersion));
        var path = run.Paths.Likelihoods;
        ScoredText[] before = File.Exists(path) ? [.. JsonLines.Read<ScoredText>(path).Where(score =>
            wanted.GetValueOrDefault((score.Source, score.ProblemId, score.Number)) == score.Hash)] : [];
        var done = before.Select(score => (score.Source, score.ProblemId, score.Number)).ToHashSet();
        JsonLines.Write(path, before);
        if (done.Count == texts.Count)
        {
            return;
        }

        NativeTorch.Load();
        using var model = ModelDirectory.Load(run.ModelPath);
        using var scores = JsonLinesWriter<ScoredText>.Open(path);
        foreach (var text in texts.Where(text => !done.Contains((text.Source, text.ProblemId, text.Number))))
        {
            cancellation.ThrowIfCancellationRequested();
            scores.Append([new ScoredText
            {
                Source = text.Source,
                ProblemId = text.ProblemId,
                Number = text.Number,
                Hash = text.Hash(run.BaseVersion),
                Tokens = text.Tokens.Length,
                Nll = -SequenceScorer.Score(model, text.Given, text.Tokens).LogProbs.Sum(value => (double)value),
            }]);
            if (scores.Count % ToldEvery == 0 || scores.Count == texts.Count)
            {
                Console.Error.WriteLine($"{scores.Count} of {texts.Count} texts scored");
            }
        }
    }
}
