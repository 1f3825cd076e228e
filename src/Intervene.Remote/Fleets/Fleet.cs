using System.Globalization;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Remote.Transport;

namespace Intervene.Remote.Fleets;

/// <summary>
/// Servers with the same model. Each has a limited number of requests; a problem's samples go to the same server while it is about as free as the
/// others, so that its prompt is cached there. A server that is lost gets no more until it answers again as it did at first.
/// </summary>
public sealed class Fleet : IDisposable
{
    private const int Slack = 8; // requests that a problem's own server may have more than the freest
    private const long LargestAnswer = 1 << 30; // bytes
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private readonly CancellationTokenSource _closed = new();
    private readonly HttpClient _http;
    private readonly FleetServer[] _servers;
    private readonly string? _modelName;
    private FleetPreflight _preflight;
    private Task _watch = Task.CompletedTask;

    private Fleet(FleetOptions options, FleetModel model, IDialect dialect, HttpMessageHandler? handler)
    {
        (Options, Model, _preflight) = (options, model, new FleetPreflight(model));
        var key = ApiKey.FromEnvironment(options.ApiKeyEnv);
        if (key.Fault is { } fault)
        {
            throw new InterveneException($"engine: {fault}");
        }

        _http = new HttpClient(
            handler ?? new SocketsHttpHandler
            {
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4), // servers keep idle connections for five
                MaxConnectionsPerServer = options.InFlight + 4,
            })
        { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer };
        (var endpoints, _modelName) = Endpoints(options, model.Policy);
        _servers = [.. endpoints.Select(url => new FleetServer(_http, key, url, dialect, TimeSpan.FromSeconds(options.TimeoutSeconds)))];
    }

    /// <summary>What was found of the servers before the first sample.</summary>
    public IReadOnlyList<FleetFinding> Findings { get; private set; } = [];

    /// <summary>What each server has done so far.</summary>
    public IReadOnlyList<FleetCount> Counts
    {
        get
        {
            lock (_gate)
            {
                return [.. _servers.Select(server => server.Count)];
            }
        }
    }

    /// <summary>What a recipe says of it.</summary>
    internal FleetOptions Options { get; }

    /// <summary>The model that every server has.</summary>
    internal FleetModel Model { get; private set; }

    /// <summary>The shortest context of a server.</summary>
    internal int ContextLength => Math.Min(Model.ContextLength, _servers.Min(server => server.Facts.ContextLength));

    /// <summary>What the log-probs of a server are those of, by the name that records give it.</summary>
    internal LogProbMeaning MeaningOf(string? name) =>
        _servers.FirstOrDefault(server => server.Name == name)?.Meaning ?? LogProbMeaning.Unknown;

    /// <summary>Requests that all servers may have at once.</summary>
    internal int Capacity => _servers.Length * Options.InFlight;

    /// <summary>Looks at every server.</summary>
    /// <param name="options">The servers.</param>
    /// <param name="model">The model that they should have.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="handler">Carries the requests; null for the network.</param>
    /// <exception cref="InterveneException">A server cannot be used: one message names each and why.</exception>
    public static async Task<Fleet> OpenAsync(
        FleetOptions options, FleetModel model, CancellationToken cancellation, HttpMessageHandler? handler = null)
    {
        IDialect dialect = options switch
        {
            VllmFleetOptions => new VllmDialect(),
            SglangFleetOptions => new SglangDialect(),
            LlamaCppFleetOptions => new LlamaCppDialect(model.Tokenizer),
            _ => throw new InvalidOperationException($"unknown fleet {options.GetType().Name}"),
        };
        var fleet = new Fleet(options, model, dialect, handler);
        try
        {
            var found = await Task.WhenAll(fleet._servers.Select(server => fleet._preflight.RunAsync(
                server, fleet._modelName, options.Publish == PublishKind.SglangDisk, cancellation))).ConfigureAwait(false);
            fleet.Findings = [.. found.SelectMany(findings => findings), .. FleetPreflight.Compare(fleet._servers)];
            var refused = fleet.Findings.Where(finding => finding.IsRefused).ToList();
            return refused.Count == 0 ? fleet : throw new InterveneException(
                $"engine: {string.Join("; ", refused.Select(finding => $"{finding.Server}: {finding.What}: {finding.Found}"))}. "
                + "Expected on every endpoint the recipe's own model, with its tokenizer and enough context, behind a server of the kind that the "
                + "recipe names; leave the endpoint out, or start its server so.");
        }
        catch
        {
            fleet.Dispose();
            throw;
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

    /// <summary>Has every server that answers load other weights; the others load them when they answer again.</summary>
    /// <exception cref="InterveneException">None has.</exception>
    internal async Task PublishAsync(SampledPolicy policy, CancellationToken cancellation)
    {
        lock (_gate)
        {
            Model = Model with { Policy = policy };
            _preflight = new FleetPreflight(Model);
        }

        var faults = await Task.WhenAll(_servers.Where(server => server.IsAlive).Select(async server =>
        {
            try
            {
                await _preflight.PublishAsync(server, _modelName, cancellation).ConfigureAwait(false);
                return null;
            }
            catch (FleetFault fault)
            {
                lock (_gate)
                {
                    Lose(server, fault);
                }

                return $"{server.Url} {fault.Message}";
            }
        })).ConfigureAwait(false);
        if (!_servers.Any(server => server.IsAlive))
        {
            throw new InterveneException(
                $"engine: no server has loaded the " +
                $"weights {policy.Version} of {policy.Directory}: {string.Join("; ", faults.Where(fault => fault is not null))}. "
                + "What was trained before is kept; mend the servers and start the same command again.");
        }
    }

    /// <summary>Takes a place at a server, when there is one.</summary>
    /// <param name="key">The problem: the same goes to the same server.</param>
    /// <param name="but">A server that is taken only where there is no other; null for none.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="InterveneException">No server has answered for too long.</exception>
    internal async Task<FleetServer> TakeAsync(ulong key, FleetServer? but, CancellationToken cancellation)
    {
        while (true)
        {
            TaskCompletionSource changed;
            bool isAnyAlive;
            lock (_gate)
            {
                if (Choose(key, but) is { } server)
                {
                    server.Busy++;
                    server.Requests++;
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
            if (fault is { IsLost: true })
            {
                Lose(server, fault);
            }

            Changed();
        }
    }

    private static (IReadOnlyList<string> Endpoints, string? Model) Endpoints(FleetOptions options, SampledPolicy policy)
    {
        if (policy.Name == SampledPolicy.Base || options.Publish == PublishKind.SglangDisk)
        {
            return (options.Endpoints, options.Model);
        }

        return options.Policies.FirstOrDefault(own => own.Policy == policy.Name) is { } found
            ? (found.Endpoints, found.Model)
            : throw new InterveneException(
                $"engine: the policy {policy.Name} has no endpoints; expected them under engine.policies, with publish: endpoints_per_policy.");
    }

    /// <summary>Gives a server no more; within the gate.</summary>
    private void Lose(FleetServer server, FleetFault fault)
    {
        if (!server.IsAlive)
        {
            return;
        }

        server.IsAlive = false;
        Model.Notice($"{server.Url} {fault.Message}; {_servers.Count(other => other.IsAlive)} of {_servers.Length} servers are left");
        _watch = _watch.IsCompleted ? Task.Run(WatchAsync) : _watch;
    }

    private FleetServer? Choose(ulong key, FleetServer? but)
    {
        var free = _servers.Where(server => server.IsAlive && server.Busy < Options.InFlight).ToList();
        if (free.Count > 1)
        {
            free.RemoveAll(server => server == but);
        }

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
            var lost = _servers.Where(server => !server.IsAlive).ToArray();
            _watch = lost.Length == 0 ? Task.CompletedTask : _watch; // the next loss starts another watch
            return lost;
        }
    }

    private async Task LookAsync(FleetServer server)
    {
        try
        {
            if (Options.Publish == PublishKind.SglangDisk)
            {
                await _preflight.PublishAsync(server, _modelName, _closed.Token).ConfigureAwait(false);
            }
            else if (await _preflight.ChangedAsync(server, _modelName, _closed.Token).ConfigureAwait(false) is { } change)
            {
                if (server.Change != change)
                {
                    server.Change = change;
                    Model.Notice($"{server.Url} answers again, but {change}: it gets no more requests");
                }

                return;
            }
        }
        catch (FleetFault)
        {
            return; // still away
        }

        lock (_gate)
        {
            (server.IsAlive, server.Change) = (true, null);
            Changed();
        }

        Model.Notice($"{server.Url} answers again as before");
    }
}
