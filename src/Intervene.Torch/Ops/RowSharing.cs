namespace Intervene.Torch.Ops;

/// <summary>How the tokens of several sequences, laid out in full, map to rows that some of them share.</summary>
/// <param name="Rows">For each token of the full layout its row.</param>
/// <param name="Kept">For each row the token of the full layout whose result it keeps: the first.</param>
public sealed record RowSharing(int[] Rows, int[] Kept);
