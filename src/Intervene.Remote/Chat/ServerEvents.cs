using System.Text;
using System.Text.Json.Nodes;
using Intervene.Prompting;
using Intervene.Remote.Transport;

namespace Intervene.Remote.Chat;

/// <summary>Server-sent events (WHATWG HTML, section 9.2): comments and blank keep-alive lines left out.</summary>
internal static class ServerEvents
{
    /// <summary>Whether a body is a stream although its type does not say so.</summary>
    public static bool Looks(ServerReply reply) =>
        reply.IsEventStream || reply.Text.AsSpan().TrimStart() is var text
            && (text.StartsWith("data:") || text.StartsWith("event:") || text.StartsWith(": "));

    /// <summary>The data of each event, and whether the stream says that it is done.</summary>
    public static (IReadOnlyList<string> Events, bool Done) Read(string text)
    {
        var events = new List<string>();
        var data = new StringBuilder();
        foreach (var line in text.EnumerateLines())
        {
            if (line.IsEmpty)
            {
                Close(events, data);
            }
            else if (line.StartsWith("data:"))
            {
                // Servers that leave the blank line out put one whole object on each line.
                if (data.Length > 0 && data[^1] is '}')
                {
                    Close(events, data);
                }

                data.Append(line[5..].TrimStart(' '));
            }
        }

        Close(events, data);
        var done = events.RemoveAll(item => item.Trim() == "[DONE]") > 0;
        return (events, done);
    }

    /// <summary>An event's object; null where it breaks off.</summary>
    public static JsonObject? Object(string data) => LenientJson.TryRead(data, 0, out var value, out _) ? value as JsonObject : null;

    /// <summary>The fault of a stream that ends before its reply does.</summary>
    public static ServerFault Cut(ServerReply reply) =>
        new(FaultKind.Transient, $"{reply.Host}: the stream ended before the reply did.") { Status = 200 };

    private static void Close(List<string> events, StringBuilder data)
    {
        if (data.Length > 0)
        {
            events.Add(data.ToString());
            data.Clear();
        }
    }
}
