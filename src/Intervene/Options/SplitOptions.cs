namespace Intervene.Options;

/// <summary>
/// Cutting rollouts into steps. Fenced code, display formulas and tables stay whole; a step ends where a <c>&lt;think&gt;</c> block does.
/// </summary>
public sealed record SplitOptions
{
    /// <summary>Where rollouts are cut.</summary>
    public SplitKind At { get; init; } = SplitKind.Separators;

    /// <summary>The text between two steps.</summary>
    public string Separator { get; init; } = "\n\n";

    /// <summary>
    /// The words that begin a step where <see cref="At"/> is <c>discourse</c>: at the beginning of a line, or of a sentence with a capital letter.
    /// </summary>
    public IReadOnlyList<string> Markers { get; init; } =
        ["Wait", "But wait", "Maybe", "Hmm", "Alternatively", "Actually", "Hold on", "Let me double-check", "On second thought"];

    /// <summary>Whether both cut in the same places.</summary>
    public bool Equals(SplitOptions? other) =>
        other is not null && (At, Separator) == (other.At, other.Separator) && Markers.SequenceEqual(other.Markers, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(At, Separator, Markers.Count);

    /// <summary>The separator is not empty, and there are markers where they are used.</summary>
    public IEnumerable<string> Validate()
    {
        if (Separator.Length == 0)
        {
            yield return "separator is empty.";
        }

        if (Markers.Any(string.IsNullOrWhiteSpace) || (At == SplitKind.Discourse && Markers.Count == 0))
        {
            yield return "markers has no word, or an empty one; name words that begin a step, such as Wait.";
        }
    }
}
