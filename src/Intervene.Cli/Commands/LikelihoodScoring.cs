using Intervene.Pipeline.Engines;
using Intervene.Pipeline.Stages;

namespace Intervene.Cli.Commands;

/// <summary>Asks the base model for its likelihood of the texts that a run could train on; a killed command goes on where it was.</summary>
internal static class LikelihoodScoring
{
    /// <summary>Scores what is not scored yet.</summary>
    /// <param name="run">The run.</param>
    /// <param name="most">Texts of a source, at most.</param>
    /// <param name="cancellation">Ends the work between two texts; what is scored stays.</param>
    public static void Run(RunSession run, int most, CancellationToken cancellation)
    {
        var sources = TrainingTexts.Of(run, most);
        foreach (var source in sources.Where(source => source.Notice is not null))
        {
            Console.Error.WriteLine(source.Notice);
        }

        IPolicy? policy = null;
        try
        {
            var texts = sources.SelectMany(source => source.Texts).ToList();
            TextScoring.Run(
                run.Paths.Likelihoods, texts, run.BaseVersion,
                (given, tokens) => (policy ??= run.Engine.Load(run.ModelPath)).LogProbs(given, tokens, temperature: 1),
                done => Console.Error.WriteLine($"{done} of {texts.Count} texts scored"), cancellation);
        }
        finally
        {
            policy?.Dispose();
        }
    }
}
