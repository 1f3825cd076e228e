using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Intervene.Serving.Hosting;

/// <summary>A server that listens. Ends on SIGTERM or SIGINT, or when it is disposed: no new request is taken, and those that are being answered end
/// first.</summary>
public sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebServer(WebApplication app, Uri url)
    {
        _app = app;
        Url = url;
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Cancelled once the server is asked to end.</summary>
    internal CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    /// <summary>Starts a server.</summary>
    /// <param name="options">Where it listens and what it allows.</param>
    /// <param name="metrics">What <c>/metrics</c> shows.</param>
    /// <param name="faulted">Told of every fault of the program itself, which a client only sees as status 500.</param>
    /// <param name="map">Adds the end points.</param>
    /// <exception cref="InterveneException">The address is unknown or in use, or lies beyond loopback while there is no key.</exception>
    public static async Task<WebServer> StartAsync(
        ServerOptions options, ServerMetrics metrics, Action<string> faulted, Action<IEndpointRouteBuilder> map)
    {
        var address = Address(options);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear(); // neither appsettings.json nor the environment has a say in where a server listens
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options, address));
        var app = builder.Build();
        var pipeline = new RequestPipeline(options, metrics, faulted);
        app.Use(pipeline.RunAsync);
        app.UseRouting();
        app.MapGet("/metrics", () => Microsoft.AspNetCore.Http.Results.Text(metrics.Write(), "text/plain; version=0.0.4; charset=utf-8"));
        map(app);
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new InterveneException(
                $"Cannot listen on {options.Host}:{options.Port}: {fault.Message.TrimEnd('.')}. Choose a --host of this machine, and another "
                    + $"--port; 0 takes a free one.", fault);
        }

        var url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new WebServer(app, new Uri(url));
    }

    /// <summary>Waits until the server has been asked to end and every answer is sent, or the time for that is over.</summary>
    public Task WaitAsync() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static IPAddress Address(ServerOptions options)
    {
        var address = options.Host == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(options.Host, out var parsed) ? parsed
            : throw new InterveneException(
                $"--host {options.Host}: expected an IP address of this machine, such as 127.0.0.1 or 0.0.0.0, or localhost.");
        return IPAddress.IsLoopback(address) || options.ApiKey is not null
            ? address
            : throw new InterveneException(
                $"--host {options.Host} is reached from other machines, and there is no API key: whoever finds the port could use the server. "
                + "Put a key into the environment and name the variable with --api-key-env, or listen on 127.0.0.1.");
    }

    private static void Configure(KestrelServerOptions kestrel, ServerOptions options, IPAddress address)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.RequestHeadersTimeout = options.HeaderTimeout;
        kestrel.Listen(address, options.Port);
    }
}
