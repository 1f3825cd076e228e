using Intervene.Answers;

namespace Intervene.Problems.Golds;

/// <summary>What the verifier makes of a gold answer.</summary>
/// <param name="Kind">The sort of answer that it is.</param>
/// <param name="Fault">Why no attempt could be graded by it, in snake_case; null where one can.</param>
/// <param name="Detail">The fault in words; empty where there is none.</param>
public sealed record GoldReading(AnswerKind Kind, string? Fault, string Detail);
