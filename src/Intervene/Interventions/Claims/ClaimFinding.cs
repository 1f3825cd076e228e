namespace Intervene.Interventions.Claims;

/// <summary>What a look through an attempt's claims found.</summary>
/// <param name="Location">The 1-based step of the first false claim that stands, or null where there is none.</param>
/// <param name="Claim">That claim.</param>
/// <param name="Unchecked">The steps before it of which no claim could be checked.</param>
/// <param name="Readable">How many claims could be checked, up to and with that step.</param>
internal sealed record ClaimFinding(int? Location, Claim? Claim, IReadOnlyList<int> Unchecked, int Readable);
