namespace Intervene.Problems.Presets;

/// <summary>A benchmark that recipes choose by name: a known set, or a part of one.</summary>
/// <param name="Name">Its name, e.g. <c>gsm8k_test</c>.</param>
/// <param name="Set">The known set that it is of, whose preset reads its files.</param>
/// <param name="Split">Of a folder with several splits, the one that is measured; null where there is but one.</param>
/// <param name="Files">
/// What the names of its files have, where a folder holds other parts of the set as well: the first that any file's name has; empty for all files.
/// </param>
/// <param name="Count">Problems drawn; null for all.</param>
/// <param name="Note">What to know of it, in a sentence; null for nothing.</param>
public sealed record KnownBenchmark(
    string Name, string Set, string? Split = null, IReadOnlyList<string>? Files = null, int? Count = null, string? Note = null);
