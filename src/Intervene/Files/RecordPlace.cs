namespace Intervene.Files;

/// <summary>Where a record stands in its file.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its bytes, without the newline.</param>
public readonly record struct RecordPlace(long Start, int Length);
