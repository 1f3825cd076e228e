using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Hosting;

/// <summary>An answer in server-sent events: <c>data: {…}</c>, ended by <c>data: [DONE]</c>.</summary>
internal sealed class EventStream(HttpContext context)
{
    /// <summary>The type of such an answer.</summary>
    public const string ContentType = "text/event-stream; charset=utf-8";

    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Sends an event; the first one sends the headers too.</summary>
    public async Task SendAsync(Action<Utf8JsonWriter> write)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = ContentType;
            context.Response.Headers.CacheControl = "no-cache";
        }

        _buffer.ResetWrittenCount();
        _buffer.Write("data: "u8);
        using (var writer = new Utf8JsonWriter(_buffer, JsonReply.Options))
        {
            write(writer);
        }

        _buffer.Write("\n\n"u8);
        await context.Response.BodyWriter.WriteAsync(_buffer.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Says that there are no more.</summary>
    public async Task EndAsync() =>
        await context.Response.BodyWriter.WriteAsync("data: [DONE]\n\n"u8.ToArray(), context.RequestAborted).ConfigureAwait(false);
}
