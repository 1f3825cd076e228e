using Intervene.Examples;
using Intervene.Files;

namespace Intervene.Pipeline.Stages;

/// <summary>Asks a policy for its likelihood of texts: one forward pass a text, at temperature 1.</summary>
public static class TextScoring
{
    private const int Together = 16;

    /// <summary>Scores what a file does not hold yet, and keeps it there: a killed program goes on where it was.</summary>
    /// <param name="path">The file, of <see cref="ScoredText"/>; what it holds of other texts or of another reader is left out.</param>
    /// <param name="texts">The texts; source, problem and number name each.</param>
    /// <param name="reader">Names the policy's weights.</param>
    /// <param name="logProbs">The policy's log-probabilities of tokens after others that are given.</param>
    /// <param name="told">Told after every few texts how many are scored.</param>
    /// <param name="cancellation">Ends the work between two texts; what the file holds stays.</param>
    /// <returns>All of them, in the order of the texts.</returns>
    public static IReadOnlyList<ScoredText> Run(
        string path, IReadOnlyList<TrainingText> texts, string reader, Func<int[], int[], float[]> logProbs, Action<int> told,
        CancellationToken cancellation)
    {
        var hashes = texts.ToDictionary(KeyOf, text => text.Hash(reader));
        ScoredText[] before = !File.Exists(path) ? []
            : [.. JsonLines.Read<ScoredText>(path).Where(score => hashes.GetValueOrDefault(KeyOf(score)) == score.Hash)];
        var scores = before.ToDictionary(KeyOf);
        JsonLines.Write(path, before);
        using var file = JsonLinesWriter<ScoredText>.Open(path);
        foreach (var some in texts.Where(text => !scores.ContainsKey(KeyOf(text))).Chunk(Together))
        {
            ScoredText[] scored = [.. some.Select(text =>
            {
                cancellation.ThrowIfCancellationRequested();
                return new ScoredText
                {
                    Source = text.Source,
                    ProblemId = text.ProblemId,
                    Number = text.Number,
                    Hash = hashes[KeyOf(text)],
                    Tokens = text.Tokens.Length,
                    Nll = -logProbs(text.Given, text.Tokens).Sum(value => (double)value),
                };
            })];
            file.Append(scored);
            Array.ForEach(scored, score => scores.Add(KeyOf(score), score));
            told(scores.Count);
        }

        return [.. texts.Select(text => scores[KeyOf(text)])];
    }

    private static (string Source, string ProblemId, int Number) KeyOf(TrainingText text) => (text.Source, text.ProblemId, text.Number);

    private static (string Source, string ProblemId, int Number) KeyOf(ScoredText score) => (score.Source, score.ProblemId, score.Number);
}
