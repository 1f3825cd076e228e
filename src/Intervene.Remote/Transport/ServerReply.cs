namespace Intervene.Remote.Transport;

/// <summary>An answer of status 200 as it came.</summary>
/// <param name="Host">Who answered.</param>
/// <param name="Text">The body as text, without the key.</param>
/// <param name="IsEventStream">Whether it is a stream of server-sent events.</param>
public sealed record ServerReply(string Host, string Text, bool IsEventStream);
