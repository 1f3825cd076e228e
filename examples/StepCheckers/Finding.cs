namespace StepCheckers;

/// <summary>The first wrong step of an attempt.</summary>
/// <param name="Location">Its number, from 1.</param>
/// <param name="Reason">What it says and what is so.</param>
/// <param name="Content">The step as it should read, or null where only the place is known.</param>
public sealed record Finding(int Location, string Reason, string? Content = null);
