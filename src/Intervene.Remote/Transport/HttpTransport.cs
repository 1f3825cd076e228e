using System.Net;
using System.Security.Authentication;
using System.Text;
using Intervene.Completions;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Intervene.Remote.Transport;

/// <summary>Posts JSON and tries again where that is worth it: the only layer that does so.</summary>
public sealed class HttpTransport : IDisposable
{
    private const int LongestBody = 64 << 20;

    private static readonly ResiliencePropertyKey<RandomKey> Jitter = new("jitter");

    private readonly HttpClient _client;
    private readonly RetryTiming _timing;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _pipeline;

    /// <summary>Makes a transport.</summary>
    /// <param name="timing">Time limits and tries.</param>
    /// <param name="handler">What carries the requests; null for the network, through the system's proxy.</param>
    /// <param name="time">The clock that waits are counted by and dates compared with.</param>
    public HttpTransport(RetryTiming timing, HttpMessageHandler? handler = null, TimeProvider? time = null)
    {
        (_timing, _time) = (timing, time ?? TimeProvider.System);
        _client = new HttpClient(handler ?? Network()) { Timeout = Timeout.InfiniteTimeSpan };
        var builder = new ResiliencePipelineBuilder { TimeProvider = _time };
        builder.AddTimeout(timing.Deadline);
        if (timing.Retries > 0)
        {
            builder.AddRetry(Retry());
        }

        _pipeline = builder.AddTimeout(timing.Try).Build();
    }

    /// <summary>Sends a request until it is answered, or is not worth another try.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="body">The JSON.</param>
    /// <param name="headers">Adds headers to each try.</param>
    /// <param name="key">The server's key, which is taken out of everything that comes back.</param>
    /// <param name="beforeTry">Called before each try; what it throws ends the request.</param>
    /// <param name="read">Reads an answer; a <see cref="ServerFault"/> that it throws counts like the server's.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <exception cref="ServerFault">The request failed.</exception>
    public async Task<T> PostAsync<T>(
        Uri address, string body, Action<HttpRequestMessage> headers, ApiKey key, Action beforeTry, Func<ServerReply, T> read,
            CancellationToken cancellation)
    {
        ServerFault? last = null;
        var context = ResilienceContextPool.Shared.Get(cancellation);
        context.Properties.Set(Jitter, RandomKey.Of(0, address.Host, body));
        try
        {
            return await _pipeline.ExecuteAsync(
                async inner =>
                {
                    beforeTry();
                    try
                    {
                        return read(await TryAsync(address, body, headers, key, inner.CancellationToken).ConfigureAwait(false));
                    }
                    catch (ServerFault fault)
                    {
                        last = fault;
                        throw;
                    }
                },
                context).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException fault)
        {
            var words = last is null ? "" : $" The last answer was: {last.Message}";
            throw new ServerFault(FaultKind.TimeOut, $"{address.Host} did not answer within {fault.Timeout.TotalSeconds:0.###} s.{words}", fault);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _client.Dispose();

    private async Task<ServerReply> TryAsync(Uri address, string body, Action<HttpRequestMessage> headers, ApiKey key, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        headers(request);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            var text = key.Redact(await TextAsync(response, address.Host, cancellation).ConfigureAwait(false));
            return response.StatusCode == HttpStatusCode.OK
                ? new ServerReply(address.Host, text, response.Content.Headers.ContentType?.MediaType == "text/event-stream")
                : throw FaultReader.Of(address.Host, (int)response.StatusCode, text, WaitHints.Read(response.Headers, text, _time.GetUtcNow()));
        }
        catch (HttpRequestException fault) when (fault.InnerException is AuthenticationException)
        {
            throw new ServerFault(FaultKind.Setup,
                $"{address.Host}: no secure connection: {Words(fault.InnerException)} Check the endpoint and the system's certificates.", fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException && !cancellation.IsCancellationRequested)
        {
            throw new ServerFault(FaultKind.Transient, $"{address.Host}: the connection failed: {key.Redact(Words(fault))}", fault);
        }
        catch (InvalidDataException fault)
        {
            throw new ServerFault(FaultKind.Unreadable, $"{address.Host}: the answer's compression is damaged: {Words(fault)}", fault);
        }
    }

    private static async Task<string> TextAsync(HttpResponseMessage response, string host, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[16_384];
            for (int read; (read = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > LongestBody)
                {
                    throw new ServerFault(FaultKind.Unreadable, $"{host}: the answer is longer than {LongestBody >> 20} MB.");
                }
            }
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length).TrimStart('\uFEFF');
    }

    private RetryStrategyOptions Retry() => new()
    {
        MaxRetryAttempts = _timing.Retries,
        ShouldHandle = arguments =>
            ValueTask.FromResult(arguments.Outcome.Exception is ServerFault { IsWorthAnotherTry: true } fault
            && (fault.Wait ?? TimeSpan.Zero) < _timing.Deadline),
        DelayGenerator = arguments =>
        {
            var chance = arguments.Context.Properties.GetValue(Jitter, default).Uniform(arguments.AttemptNumber, 0);
            var ours = Math.Min(_timing.FirstWait.TotalSeconds * Math.Pow(2, arguments.AttemptNumber),
                _timing.LongestWait.TotalSeconds) * (0.5 + (0.5 * chance));
            var theirs = (arguments.Outcome.Exception as ServerFault)?.Wait;
            return ValueTask.FromResult<TimeSpan?>(theirs is { } wait ? wait + TimeSpan.FromSeconds(0.1 * ours) : TimeSpan.FromSeconds(ours));
        },
    };

    private static SocketsHttpHandler Network() => new()
    {
        // A redirect would carry the key to another host.
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    };

    private static string Words(Exception fault) => $"{(fault.InnerException ?? fault).Message.TrimEnd('.')}.";
}
