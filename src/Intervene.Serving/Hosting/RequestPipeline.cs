using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Hosting;

/// <summary>What happens to every request: it is counted, has to show the key, may take so long, and whatever goes wrong becomes one error.</summary>
internal sealed class RequestPipeline
{
    private const string Requests = "intervene_http_requests_total";
    private readonly ServerOptions _options;
    private readonly ServerMetrics _metrics;
    private readonly Action<string> _faulted;
    private readonly ApiKey _key;
    private int _running;

    public RequestPipeline(ServerOptions options, ServerMetrics metrics, Action<string> faulted)
    {
        (_options, _metrics, _faulted, _key) = (options, metrics, faulted, new ApiKey(options.ApiKey));
        metrics.Counter(Requests, "Requests by the status of their answer; 499 is a client that hung up.");
        metrics.Gauge("intervene_http_requests_running", "Requests that are being answered.", () => Volatile.Read(ref _running));
    }

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _running);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(_options.RequestTimeout);
        var client = context.RequestAborted;
        context.RequestAborted = limit.Token;
        try
        {
            if (!HttpMethods.IsGet(context.Request.Method) || context.Request.Path != "/health")
            {
                _key.Check(context.Request);
            }

            await next(context).ConfigureAwait(false);
            if (!context.Response.HasStarted && context.Response.StatusCode >= 400)
            {
                await ErrorReply.SendAsync(context, Unanswered(context)).ConfigureAwait(false);
            }
        }
        catch (Exception) when (client.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception fault)
        {
            await FailAsync(context, client, fault).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
            _metrics.Add(Requests, 1, "status", context.Response.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private async Task FailAsync(HttpContext context, CancellationToken client, Exception fault)
    {
        var said = fault switch
        {
            RequestFault own => own,
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                new RequestFault(
                    StatusCodes.Status413PayloadTooLarge, $"The body is longer than {_options.MaxBodyBytes} bytes. Send fewer rows in a request."),
            BadHttpRequestException bad => new RequestFault(bad.StatusCode, bad.Message),
            OperationCanceledException => new RequestFault(
                StatusCodes.Status503ServiceUnavailable, $"The request took longer than {_options.RequestTimeout.TotalSeconds:0} s. Send less "
                    + $"in a request.", code: "timeout"),
            _ => new RequestFault(StatusCodes.Status500InternalServerError, "A fault of the server, which its operator was told of."),
        };
        if (said.Status == StatusCodes.Status500InternalServerError)
        {
            _faulted($"{context.Request.Method} {context.Request.Path}: {fault}");
        }

        context.RequestAborted = client;
        await ErrorReply.SendAsync(context, said).ConfigureAwait(false);
    }

    private static RequestFault Unanswered(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => new(StatusCodes.Status404NotFound, "There is no such address. The server's documentation lists them."),
        StatusCodes.Status405MethodNotAllowed =>
            new(StatusCodes.Status405MethodNotAllowed, $"This address does not answer {context.Request.Method}; it answers "
                + $"{context.Response.Headers.Allow}."),
        var status => new(status, "The request cannot be answered."),
    };
}
