using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Intervene.Remote.Tests;

/// <summary>A server on the loopback that answers its requests by a script, one act a request, the last one from then on.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _acts;
    private readonly CancellationTokenSource _closing = new();
    private Func<HttpContext, Task> _last;

    private ScriptedServer(WebApplication app, Func<HttpContext, Task>[] acts) => (_app, _acts, _last) = (app, new(acts), acts[^1]);

    public ConcurrentQueue<(string Path, string Body, Dictionary<string, string> Headers)> Requests { get; } = new();

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Ends the acts that wait for ever.</summary>
    public CancellationToken Closing => _closing.Token;

    public static async Task<ScriptedServer> StartAsync(params Func<HttpContext, Task>[] acts) => await StartAsync(IPAddress.Loopback, acts);

    public static async Task<ScriptedServer> StartAsync(IPAddress address, params Func<HttpContext, Task>[] acts)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(address, 0);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinResponseDataRate = null;
        });
        var app = builder.Build();
        var server = new ScriptedServer(app, acts);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _closing.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        Requests.Enqueue((context.Request.Path, await reader.ReadToEndAsync(),
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        _last = _acts.TryDequeue(out var act) ? act : _last;
        context.Items["closing"] = _closing.Token;
        await _last(context);
    }
}
