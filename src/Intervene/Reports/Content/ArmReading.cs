namespace Intervene.Reports.Content;

/// <summary>Success from one of the places that continuations start at.</summary>
/// <param name="Start">The place, in words.</param>
/// <param name="Correct">Right continuations.</param>
/// <param name="Tries">All of them.</param>
public sealed record ArmReading(string Start, int Correct, int Tries);
