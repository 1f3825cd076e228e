namespace Intervene.Pipeline.Engines;

/// <summary>Something that was found of a server before the first sample.</summary>
/// <param name="Server">The server's address.</param>
/// <param name="What">What was looked at.</param>
/// <param name="Found">What was found.</param>
/// <param name="IsRefused">Whether the run cannot use the server so.</param>
public sealed record FleetFinding(string Server, string What, string Found, bool IsRefused);
