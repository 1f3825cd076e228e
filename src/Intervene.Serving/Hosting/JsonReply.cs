using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Hosting;

/// <summary>Writes answers as JSON, in UTF-8, without a copy of the text.</summary>
internal static class JsonReply
{
    /// <summary>How JSON is written: text stays as it is, but for what JSON demands.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Sends one JSON value under the status that is set.</summary>
    public static async Task SendAsync(HttpResponse response, Action<Utf8JsonWriter> write)
    {
        response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(response.BodyWriter, Options);
        write(writer);
        await writer.FlushAsync(response.HttpContext.RequestAborted).ConfigureAwait(false);
        await response.BodyWriter.FlushAsync(response.HttpContext.RequestAborted).ConfigureAwait(false);
    }
}
