using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Tests.Fleets;

/// <summary>Failures of a server that are no answer.</summary>
internal static class ScriptedFaults
{
    /// <summary>Fails; false where the fault is one of the answer itself.</summary>
    public static async Task<bool> FailAsync(HttpContext context, Fault fault)
    {
        switch (fault)
        {
            case Fault.Hang:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { });
                return true;
            case Fault.Drip:
                for (var i = 0; i < 1000 && !context.RequestAborted.IsCancellationRequested; i++)
                {
                    await context.Response.WriteAsync(" ");
                    await context.Response.Body.FlushAsync();
                    await Task.Delay(50);
                }

                return true;
            case Fault.Html:
                await context.Response.WriteAsync("<html><body>proxy says\nno</body></html>");
                return true;
            case Fault.TooMany:
                context.Response.StatusCode = 429;
                context.Response.Headers.RetryAfter = "1";
                return true;
            case Fault.Unavailable:
                context.Response.StatusCode = 503;
                return true;
            case Fault.Refusal:
                context.Response.StatusCode = 400;
                await context.Response.WriteAsync("{\"error\":{\"message\":\"no such thing\"}}");
                return true;
            case Fault.Cut:
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("{\"choices\":[{");
                await context.Response.Body.FlushAsync();
                context.Abort();
                return true;
            case Fault.LateError:
                await context.Response.WriteAsync("{\"error\":{\"message\":\"engine died\",\"code\":500}}");
                return true;
            default:
                return false;
        }
    }
}
