namespace Intervene.Problems.Overlap;

/// <summary>A problem whose question shares text with one of a benchmark.</summary>
/// <param name="ProblemId">The problem.</param>
/// <param name="Benchmark">The benchmark's name.</param>
/// <param name="BenchmarkId">Its problem with the most in common.</param>
/// <param name="Share">The share of the shorter question's n-grams that the other has, above 0 … 1.</param>
/// <param name="Text">The longest run of words that both have, at its first place.</param>
public sealed record QuestionOverlap(string ProblemId, string Benchmark, string BenchmarkId, double Share, string Text);
