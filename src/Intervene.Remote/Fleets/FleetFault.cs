namespace Intervene.Remote.Fleets;

/// <summary>A request that a server did not answer with a completion.</summary>
/// <param name="message">What happened.</param>
/// <param name="isPassing">Whether another try, or another server, may succeed.</param>
/// <param name="isLost">Whether the server itself cannot be reached, or is not the one that it was.</param>
/// <param name="wait">How long the server asks to be left alone; null where it does not say.</param>
internal sealed class FleetFault(string message, bool isPassing, bool isLost = false, TimeSpan? wait = null) : Exception(message)
{
    /// <summary>Whether another try, or another server, may succeed.</summary>
    public bool IsPassing { get; } = isPassing;

    /// <summary>Whether the server itself cannot be reached, or is not the one that it was.</summary>
    public bool IsLost { get; } = isLost;

    /// <summary>How long the server asks to be left alone; null where it does not say.</summary>
    public TimeSpan? Wait { get; } = wait;
}
