namespace Intervene.Remote.Transport;

/// <summary>What kind of failure a server's answer, or its silence, is.</summary>
public enum FaultKind
{
    /// <summary>Overload, a fault inside the server or a cut connection: worth another try.</summary>
    Transient,

    /// <summary>Too many requests in a time: worth another try after the wait that the server names.</summary>
    RateLimit,

    /// <summary>The account or the budget has no money left: no request will succeed.</summary>
    Money,

    /// <summary>The key is missing, wrong or without rights, the model or the address does not exist: no request will succeed.</summary>
    Setup,

    /// <summary>The server refuses this request: its body is too large or wrong.</summary>
    BadRequest,

    /// <summary>An answer that is none: HTML, another schema, cut JSON.</summary>
    Unreadable,

    /// <summary>The request took longer than its time limit.</summary>
    TimeOut,
}
