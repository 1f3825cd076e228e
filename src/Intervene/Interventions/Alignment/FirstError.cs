using Intervene.Interventions.Claims;

namespace Intervene.Interventions.Alignment;

/// <summary>The first error of an attempt beside its reference.</summary>
/// <param name="Location">The 1-based number of the wrong step.</param>
/// <param name="NextLine">The index of the reference's line that should stand there; the number of lines where all were reached before.</param>
/// <param name="Detail">What was checked and what speaks for this step.</param>
/// <param name="Slip">The false claim of the step whose calculation is right, so that its result alone is wrong; null where there is none.</param>
internal sealed record FirstError(int Location, int NextLine, string Detail, Claim? Slip = null);
