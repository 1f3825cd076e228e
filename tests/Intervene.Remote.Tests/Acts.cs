using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Intervene.Remote.Tests;

/// <summary>What a scripted server does with a request.</summary>
internal static class Acts
{
    public const string Block = """<replacement>[{"location": 2, "content": "So 3 + 4 = 7."}]</replacement>""";

    /// <summary>A body of a status, with headers in the form <c>Name: value</c>.</summary>
    public static Func<HttpContext, Task> Body(int status, string body, params string[] headers) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        foreach (var header in headers)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            context.Response.Headers[header[..colon]] = header[(colon + 1)..].Trim();
        }

        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    };

    /// <summary>A reply over OpenAI's wire; <paramref name="finish"/> is JSON, quotes included.</summary>
    public static string OpenAi(string text = Block, string finish = "\"stop\"",
        string? more = null, string? usage = """{"prompt_tokens": 100, "completion_tokens": 20}""") =>
        $$"""{"id": "x", "model": "m-1", "choices": [{"index": """ +
        $$"""0, "finish_reason": {{finish}}, "message": {"role": "assistant", {{(more is null ? "" : more + ", ")}}"content": {{Quote(text)}} } }]"""
        + (usage is null ? "}" : $", \"usage\": {usage}}}");

    /// <summary>A reply over Anthropic's wire.</summary>
    public static string Anthropic(string text = Block, string stop = "end_turn",
        string usage = """{"input_tokens": 17, "cache_read_input_tokens": 80, "cache_creation_input_tokens": 20, "output_tokens": 9}""") =>
        $$"""{"id": "x", "type": "message", "model": "c-1", "content": """ +
        $$"""[{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": {{Quote(text)}} }], "stop_reason": "{{stop}}", "usage": {{usage}} }""";

    public static Func<HttpContext, Task> Ok(string text = Block) => Body(200, OpenAi(text));

    /// <summary>Server-sent events: each item is written as it is and flushed.</summary>
    public static Func<HttpContext, Task> Stream(params string[] parts) => async context =>
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var part in parts)
        {
            await context.Response.WriteAsync(part);
            await context.Response.Body.FlushAsync();
        }
    };

    /// <summary>A chunk of OpenAI's stream.</summary>
    public static string Chunk(string delta, string finish = "null") =>
        $$"""data: {"choices": [{"index": 0, "delta": {{delta}}, "finish_reason": {{finish}}}]}""" + "\n\n";

    /// <summary>Nothing, for ever.</summary>
    public static async Task Hang(HttpContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, (CancellationToken)context.Items["closing"]!);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    /// <summary>The beginning of a body, then what another act does.</summary>
    public static Func<HttpContext, Task> Begin(string body, Func<HttpContext, Task> then, string type = "application/json") => async context =>
    {
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body);
        await context.Response.Body.FlushAsync();
        await then(context);
    };

    /// <summary>Cuts the connection.</summary>
    public static Task Cut(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    public static string Quote(string text) => JsonValue.Create(text).ToJsonString();
}
