namespace Intervene.Remote.Transport;

/// <summary>A request that failed, with the server's own words.</summary>
public sealed class ServerFault : Exception
{
    /// <summary>Makes a fault.</summary>
    /// <param name="kind">What kind it is.</param>
    /// <param name="message">What happened; never a key.</param>
    /// <param name="inner">What caused it.</param>
    public ServerFault(FaultKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>What kind it is.</summary>
    public FaultKind Kind { get; }

    /// <summary>The HTTP status; 0 where there was none.</summary>
    public int Status { get; init; }

    /// <summary>How long the server asks to wait; null where it does not say.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>The body's parameter or words that a refused request is about; empty where it is not one.</summary>
    public string Body { get; init; } = "";

    /// <summary>Whether another try may succeed.</summary>
    public bool IsWorthAnotherTry => Kind is FaultKind.Transient or FaultKind.RateLimit;

    /// <summary>Whether no other request will succeed either.</summary>
    public bool IsFinal => Kind is FaultKind.Money or FaultKind.Setup;
}
