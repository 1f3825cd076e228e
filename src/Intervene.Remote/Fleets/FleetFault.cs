namespace Intervene.Remote.Fleets;

/// <summary>A request that a server did not answer with a completion.</summary>
/// <param name="message">What happened.</param>
/// <param name="isPassing">Whether another try, or another server, may succeed.</param>
/// <param name="isLost">Whether the server itself cannot be reached.</param>
internal sealed class FleetFault(string message, bool isPassing, bool isLost = false) : Exception(message)
{
    /// <summary>Whether another try, or another server, may succeed.</summary>
    public bool IsPassing { get; } = isPassing;

    /// <summary>Whether the server itself cannot be reached.</summary>
    public bool IsLost { get; } = isLost;
}
