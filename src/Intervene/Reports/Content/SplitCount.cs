using Intervene.Problems;

namespace Intervene.Reports.Content;

/// <summary>How many problems a split has and how the base model did on them while they were mined.</summary>
/// <param name="Split">The split.</param>
/// <param name="Problems">Its problems.</param>
/// <param name="Attempts">Rollouts sampled on them while mining, all problems together.</param>
/// <param name="Correct">How many of those were correct.</param>
public sealed record SplitCount(ProblemSplit Split, int Problems, long Attempts, long Correct);
