namespace Intervene.Serving.Hosting;

/// <summary>Where a server listens and what it allows a client.</summary>
public sealed record ServerOptions
{
    /// <summary>The address to listen on: an IP address or <c>localhost</c>. Beyond loopback a key is demanded.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The key that clients have to send; null asks for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The longest body of a request, in bytes.</summary>
    public long MaxBodyBytes { get; init; } = 32L << 20;

    /// <summary>The most connections at once; those above wait or are closed by the system.</summary>
    public int MaxConnections { get; init; } = 4096;

    /// <summary>How long a client may take to send a request's headers.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request may take, from its headers to the last byte of its answer.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long requests that are being answered may take to end once the server is asked to.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
