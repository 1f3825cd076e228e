using Intervene.Remote.Accounting;
using Intervene.Remote.Transport;

namespace Intervene.Remote.Chat;

/// <summary>A model behind an endpoint.</summary>
public sealed record RemoteModel
{
    /// <summary>The protocol.</summary>
    public required ChatWire Wire { get; init; }

    /// <summary>The server.</summary>
    public required Endpoint Endpoint { get; init; }

    /// <summary>The model's name, as the server knows it.</summary>
    public required string Model { get; init; }

    /// <summary>The server's key.</summary>
    public ApiKey Key { get; init; } = ApiKey.None;

    /// <summary>What its tokens cost; null where that is not known.</summary>
    public Prices? Prices { get; init; }
}
