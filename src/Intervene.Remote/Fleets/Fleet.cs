using System.Globalization;
using System.Net.Http.Headers;
using Intervene.Options;

namespace Intervene.Remote.Fleets;

/// <summary>
/// Servers with the same model. Each has a limited number of requests; a problem's samples go to the same server while it is about as free as the
/// others, so
/// that its prompt is cached there. A server that is lost gets no more until it answers again as it did at first.
/// </summary>
public sealed class Fleet : IDisposable
{
    private const int Slack = 8; // requests that a problem's own server may have more than the freest
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private readonly CancellationTokenSource _closed = new();
    private readonly HttpClient _http;
    private readonly FleetPreflight _preflight;
    private readonly Action<string> _notice;
    private readonly FleetServer[] _servers;
    private Task _watch = Task.CompletedTask;

    private Fleet(FleetOptions options, FleetModel model, IDialect dialect, HttpMessageHandler? handler, Action<string> notice)
    {
        (Options, Model, _notice, _preflight) = (options, model, notice, new FleetPreflight(model));
        _http = new HttpClient(
            handler ?? new SocketsHttpHandler
                { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4), MaxConnectionsPerServer = options.InFlight + 4 })
        { Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds) };
        if (options.ApiKeyEnv is { } variable)
        {
            var key = Environment.GetEnvironmentVariable(variable);
            _http.DefaultRequestHeaders.Authorization = string.IsNullOrWhiteSpace(key)
                ? throw new InterveneException(
                    $"engine.api_key_env: the environment has no variable {variable}, or it is empty. Put the servers' key into it.")
                : new AuthenticationHeaderValue("Bearer", key.Trim());
        }

        _servers = [.. options.Endpoints.Select(url => new FleetServer(_http, url, dialect))];
    }

    /// <summary>What was found of the servers before the first sample.</summary>
    public IReadOnlyList<FleetFinding> Findings { get; private set; } = [];

    /// <summary>What a recipe says of it.</summary>
    internal FleetOptions Options { get; }

    /// <summary>The model that every server has.</summary>
    internal FleetModel Model { get; }

    /// <summary>The shortest context of a server.</summary>
    internal int ContextLength => Math.Min(Model.ContextLength, _servers.Min(server => server.Facts.ContextLength));

    /// <summary>Requests that all servers may have at once.</summary>
    internal int Capacity => _servers.Length * Options.InFlight;

    /// <summary>Looks at every server.</summary>
    /// <param name="options">The servers.</param>
    /// <param name="model">The model that they should have.</param>
    /// <param name="notice">Told of servers that are lost or come back.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="handler">Carries the requests; null for the network.</param>
    /// <exception cref="InterveneException">A server cannot be used: one message names each and why.</exception>
    public static async Task<Fleet> OpenAsync(
        FleetOptions options, FleetModel model, Action<string> notice, CancellationToken cancellation, HttpMessageHandler? handler = null)
    {
        IDialect dialect = options switch
        {
            VllmFleetOptions => new VllmDialect(),
            SglangFleetOptions => new SglangDialect(),
            LlamaCppFleetOptions => new LlamaCppDialect(),
            _ => throw new InvalidOperationException($"unknown fleet {options.GetType().Name}"),
        };
        var fleet = new Fleet(options, model, dialect, handler, notice);
        try
        {
            var findings = new List<FleetFinding>();
            foreach (var server in fleet._servers)
            {
                findings.AddRange(await fleet._preflight.RunAsync(server, options.Model, cancellation).ConfigureAwait(false));
            }

            fleet.Findings = findings;
            var refused = findings.Where(finding => finding.IsRefused).ToList();
            return refused.Count == 0 ? fleet : throw new InterveneException(
                $"engine: {string.Join("; ", refused.Select(finding => $"{finding.Server}: {finding.What}: {finding.Found}"))}. "
                + "Expected on every endpoint the recipe's own model; leave the endpoint out, or start its server with that model, tokenizer "
                    + "and context.");
        }
        catch
        {
            fleet.Dispose();
            throw;
        }
    }

    /// <summary>A line for each server: completions, tokens, failures.</summary>
    public IReadOnlyList<(string Server, long Completions, long Tokens, long Failures)> Counts()
    {
        lock (_gate)
        {
            return [.. _servers.Select(server => (server.Name, server.Completions, server.Tokens, server.Failures))];
        }
    }

    /// <summary>Ends what is under way.</summary>
    public void Dispose()
    {
        _closed.Cancel();
        _watch.GetAwaiter().GetResult();
        _http.Dispose();
        _closed.Dispose();
    }

    /// <summary>Takes a place at a server, when there is one.</summary>
    /// <param name="key">The problem: the same goes to the same server.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="InterveneException">No server has answered for too long.</exception>
    internal async Task<FleetServer> TakeAsync(ulong key, CancellationToken cancellation)
    {
        while (true)
        {
            TaskCompletionSource changed;
            bool isAnyAlive;
            lock (_gate)
            {
                if (Choose(key) is { } server)
                {
                    server.Busy++;
                    return server;
                }

                isAnyAlive = _servers.Any(server => server.IsAlive);
                _waiting.Add(changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            try
            {
                await changed.Task.WaitAsync(
                    isAnyAlive ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(Options.GiveUpSeconds), cancellation).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                var seconds = Options.GiveUpSeconds.ToString("0.#", CultureInfo.InvariantCulture);
                throw new InterveneException(
                    $"engine: no server has answered for {seconds} s (give_up_seconds): {string.Join(", ", _servers.Select(server => server.Url))}. "
                    + "What was sampled is kept; start the servers and the same command again.");
            }
        }
    }

    /// <summary>Gives a place back.</summary>
    internal void Return(FleetServer server, ServerAnswer? answer, FleetFault? fault)
    {
        lock (_gate)
        {
            server.Busy--;
            server.Completions += answer is null ? 0 : 1;
            server.Tokens += answer?.TokenIds.Length ?? 0;
            server.Failures += fault is null ? 0 : 1;
            if (fault is { IsLost: true } && server.IsAlive)
            {
                server.IsAlive = false;
                _notice($"{server.Url} {fault.Message}; {_servers.Count(other => other.IsAlive)} of {_servers.Length} servers are left");
                _watch = _watch.IsCompleted ? Task.Run(WatchAsync) : _watch;
            }

            Changed();
        }
    }

    private FleetServer? Choose(ulong key)
    {
        var free = _servers.Where(server => server.IsAlive && server.Busy < Options.InFlight).ToList();
        if (free.Count == 0)
        {
            return null;
        }

        var own = free.MaxBy(server => Weight(key, server))!; // highest of the random weights: a server less or more moves only its own problems
        var least = free.MinBy(server => server.Busy)!;
        return own.Busy <= least.Busy + Slack ? own : least;
    }

    private static ulong Weight(ulong key, FleetServer server)
    {
        var hash = key ^ 0xCBF29CE484222325UL;
        foreach (var c in server.Url)
        {
            hash = (hash ^ c) * 0x100000001B3UL;
        }

        hash ^= hash >> 31;
        return hash * 0x9E3779B97F4A7C15UL;
    }

    private void Changed()
    {
        foreach (var waiting in _waiting)
        {
            waiting.TrySetResult();
        }

        _waiting.Clear();
    }

    /// <summary>Looks after lost servers until all are back.</summary>
    private async Task WatchAsync()
    {
        try
        {
            while (Lost() is { Length: > 0 } lost)
            {
                await Task.Delay(LookEvery, _closed.Token).ConfigureAwait(false);
                foreach (var server in lost)
                {
                    await LookAsync(server).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // closed
        }
    }

    private FleetServer[] Lost()
    {
        lock (_gate)
        {
            return [.. _servers.Where(server => !server.IsAlive)];
        }
    }

    private async Task LookAsync(FleetServer server)
    {
        try
        {
            if (await _preflight.ChangedAsync(server, Options.Model, _closed.Token).ConfigureAwait(false) is { } change)
            {
                _notice($"{server.Url} answers again, but {change}: it gets no more requests");
                return;
            }
        }
        catch (FleetFault)
        {
            return; // still away
        }

        lock (_gate)
        {
            server.IsAlive = true;
            Changed();
        }

        _notice($"{server.Url} answers again as before");
    }
}
