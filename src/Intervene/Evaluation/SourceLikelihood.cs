using Intervene.Completions;
using Intervene.Examples;
using Intervene.Statistics;

namespace Intervene.Evaluation;

/// <summary>What a policy thinks of the texts of a source: their negative log-likelihood (paper, Figures 6 and 11a).</summary>
/// <param name="Source">What the texts are, e.g. <c>reference solutions</c>.</param>
/// <param name="Problems">The problems that they belong to.</param>
/// <param name="Texts">How many were scored.</param>
/// <param name="Tokens">Their tokens.</param>
/// <param name="Nll">Nats a token, every token counting alike, with its interval over problems.</param>
/// <param name="TextNll">Nats a token, every text counting alike: the mean of the texts' own means.</param>
public sealed record SourceLikelihood(string Source, int Problems, int Texts, long Tokens, Measure Nll, double TextNll)
{
    /// <summary>The sources of scored texts, in the order in which they come.</summary>
    /// <remarks>
    /// Nll is Σ −log p over all tokens / their number: a long text weighs more. Its interval resamples problems, whose texts stay together, with the
    /// same draws whoever scored. TextNll is the mean over texts of each text's Σ −log p / tokens.
    /// </remarks>
    /// <param name="texts">The texts, each of one token at least.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    public static IReadOnlyList<SourceLikelihood> Of(IEnumerable<ScoredText> texts, long seed) =>
        [.. texts.GroupBy(text => text.Source, StringComparer.Ordinal).Select(source =>
        {
            var problems = source.GroupBy(text => text.ProblemId, StringComparer.Ordinal)
                .Select(own => (Nll: own.Sum(text => text.Nll), Tokens: own.Sum(text => (double)text.Tokens))).ToArray();
            var interval = Bootstrap.ByProblem([.. problems.Select(problem => problem.Nll)], [.. problems.Select(problem => problem.Tokens)],
                RandomKey.Of(seed, "bootstrap/likelihoods", source.Key));
            return new SourceLikelihood(source.Key, problems.Length, source.Count(), source.Sum(text => (long)text.Tokens),
                new Measure(problems.Sum(problem => problem.Nll) / problems.Sum(problem => problem.Tokens), interval),
                source.Average(text => text.Nll / text.Tokens));
        })];
}
