using Intervene.Interventions.Claims;

namespace Intervene.Interventions;

/// <summary>Whether a step asserts a calculation that is false: an error of execution that the text itself shows.</summary>
public static class Miscalculation
{
    /// <summary>Looks for one.</summary>
    /// <param name="step">The step's text.</param>
    public static bool IsIn(string step) => ClaimReader.Read(step).Any(static claim => claim.Asserted && claim.Truth == ClaimTruth.False);
}
