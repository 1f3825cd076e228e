namespace Intervene.Interventions.Claims;

/// <summary>Whether what a step asserts is so.</summary>
internal enum ClaimTruth
{
    /// <summary>It cannot be said: a side is not read, a unit may convert, a value may be rounded beyond what is written.</summary>
    Unknown,

    /// <summary>It holds, perhaps rounded to the last decimal written.</summary>
    True,

    /// <summary>It does not hold under any reading that was tried.</summary>
    False,
}
