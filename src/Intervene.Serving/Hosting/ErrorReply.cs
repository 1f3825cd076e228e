using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Hosting;

/// <summary>Errors as OpenAI's API says them: <c>{"error":{"message","type","param","code"}}</c>.</summary>
internal static class ErrorReply
{
    /// <summary>Sends an error; where the answer has begun, as its last event, or by cutting it off.</summary>
    public static Task SendAsync(HttpContext context, RequestFault fault)
    {
        if (context.Response.HasStarted)
        {
            if (context.Response.ContentType == EventStream.ContentType)
            {
                return new EventStream(context).SendAsync(writer => Write(writer, fault));
            }

            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.StatusCode = fault.Status;
        if (fault.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return JsonReply.SendAsync(context.Response, writer => Write(writer, fault));
    }

    /// <summary>Writes an error as a JSON object.</summary>
    public static void Write(Utf8JsonWriter writer, RequestFault fault)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error");
        writer.WriteString("message", fault.Message);
        writer.WriteString("type", TypeOf(fault.Status));
        writer.WriteString("param", fault.Parameter);
        writer.WriteString("code", fault.Code);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string TypeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "authentication_error",
        StatusCodes.Status403Forbidden => "permission_error",
        StatusCodes.Status404NotFound => "not_found_error",
        StatusCodes.Status429TooManyRequests => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };
}
