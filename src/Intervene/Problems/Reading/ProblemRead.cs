namespace Intervene.Problems.Reading;

/// <summary>What a source gave.</summary>
/// <param name="Problems">The problems, in the source's order.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Dropped">The rows that are no problem, in the source's order.</param>
public sealed record ProblemRead(IReadOnlyList<Problem> Problems, int Rows, IReadOnlyList<DroppedRow> Dropped);
