using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Hosting;

/// <summary>Reads the body of a request as one JSON object.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Reads the object.</summary>
    /// <exception cref="RequestFault">The body is no JSON object.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpContext context, CancellationToken cancellation)
    {
        try
        {
            var document = await JsonDocument.ParseAsync(context.Request.Body, Options, cancellation).ConfigureAwait(false);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            var kind = document.RootElement.ValueKind;
            document.Dispose();
            throw RequestFault.Bad($"The body is {JsonFields.Describe(kind)}; expected a JSON object.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException) // the second: a name with half a surrogate pair
        {
            throw RequestFault.Bad($"The body is not JSON in UTF-8: {fault.Message} NaN, Infinity and fields that stand twice are no JSON.");
        }
    }
}
