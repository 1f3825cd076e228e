namespace Intervene.Pipeline.Regrading;

/// <summary>Samples of an artifact whose verdict changed alike.</summary>
/// <param name="Artifact">The file, below the run directory.</param>
/// <param name="From">The recorded verdict.</param>
/// <param name="To">The verdict now.</param>
/// <param name="Count">How many.</param>
/// <param name="First">The first of them.</param>
public sealed record RegradedKind(string Artifact, string From, string To, long Count, IReadOnlyList<RegradedSample> First);
