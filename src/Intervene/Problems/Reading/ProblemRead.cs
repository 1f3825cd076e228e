namespace Intervene.Problems.Reading;

/// <summary>What a source gave.</summary>
/// <param name="Problems">The problems, in the source's order.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Dropped">Rows dropped by reason: <c>malformed_row</c> (a CSV row of other length than the header, an empty object), <c>empty_question</c>, <c>no_answer</c>, <c>duplicate_question</c>, <c>duplicate_id</c>.</param>
public sealed record ProblemRead(IReadOnlyList<Problem> Problems, int Rows, IReadOnlyDictionary<string, int> Dropped);
