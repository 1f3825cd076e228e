using Intervene.Interventions.Locating;

namespace Intervene.Pipeline.Checkers;

/// <summary>What became of a file of labelled attempts.</summary>
/// <param name="Rows">Each attempt with the lines of the oracles, in the order of the file.</param>
/// <param name="Faults">The lines that could not be read, each with file and number.</param>
public sealed record LocateRun(IReadOnlyList<(LabelledAttempt Attempt, IReadOnlyList<LocatedError> Located)> Rows, IReadOnlyList<string> Faults);
