using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Intervene.Interventions;
using Intervene.Remote.Accounting;
using Intervene.Remote.Transport;
using Microsoft.Extensions.AI;

namespace Intervene.Remote.Chat;

/// <summary>
/// A model over HTTP as <see cref="IChatClient"/>: one layer of tries, a budget, and a cache of complete replies. Safe for use by several threads.
/// </summary>
public sealed class RemoteChatClient : IChatClient
{
    private const double TolerableLength = 1.05;

    private readonly RemoteModel _model;
    private readonly HttpTransport _transport;
    private readonly Budget _budget;
    private readonly ReplyCache? _cache;
    private readonly ReplyCache? _batched;
    private readonly BodyMemory _memory;
    private readonly ConcurrentDictionary<string, Lazy<Task<ChatReply>>> _running = new(StringComparer.Ordinal);
    private volatile ServerFault? _final;

    /// <summary>Makes a client; it owns the transport and the budget.</summary>
    /// <param name="model">The model.</param>
    /// <param name="transport">What carries the requests.</param>
    /// <param name="budget">What may be spent.</param>
    /// <param name="cache">Where complete replies are kept; null keeps none.</param>
    /// <param name="batched">The replies that batches brought, whole or not; null where there were no batches.</param>
    /// <param name="ownFields">The names of the body's fields that the user wrote: the server may not refuse them quietly.</param>
    public RemoteChatClient(RemoteModel model, HttpTransport transport, Budget budget, ReplyCache? cache, ReplyCache? batched = null,
        IReadOnlyCollection<string>? ownFields = null)
    {
        (_model, _transport, _budget, _cache, _batched) = (model, transport, budget, cache, batched);
        _memory = new(model.Wire.Optional, ownFields ?? []);
    }

    /// <summary>Takes requests instead of the server while batches are written; null sends them.</summary>
    public BatchCollector? Collector { get; set; }

    /// <summary>The model.</summary>
    public RemoteModel Model => _model;

    /// <summary>What may be spent, and what was.</summary>
    public Budget Budget => _budget;

    /// <summary>Asks for one reply.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">The sampling; <see cref="SampledChatOptions"/> tells equal requests apart.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <exception cref="ServerFault">There is no reply.</exception>
    /// <exception cref="PendingReplyException">The request was written into a batch.</exception>
    public async Task<ChatReply> AskAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellation)
    {
        options = options?.Clone() ?? new ChatOptions();
        options.ModelId ??= _model.Model;
        var conversation = messages.ToArray();
        var sample = (options as SampledChatOptions)?.Sample ?? 0;
        while (true)
        {
            var body = _memory.Apply(_model.Wire.Body(conversation, options));
            var text = body.ToJsonString();
            var key = ReplyCache.Key(_model.Endpoint, options.ModelId, text, sample);
            if ((_cache?.Find(key) ?? _batched?.Find(key)) is { } kept)
            {
                return Priced(_model.Wire.Read(kept)) with { FromCache = true, Notes = _memory.Notes };
            }

            if (Collector is { } collect)
            {
                collect(key, body);
                throw new PendingReplyException();
            }

            try
            {
                // Equal requests of several callers are one: the solution that a prompt asks for first is the same for all attempts at a problem.
                var asked = _running.GetOrAdd(key, _ => new(() => SendAsync(key, text, options.MaxOutputTokens, cancellation)));
                return await asked.Value.ConfigureAwait(false);
            }
            catch (ServerFault fault) when (_memory.Learn(fault, body))
            {
            }
            finally
            {
                _running.TryRemove(key, out _);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        (await AskAsync(messages, options, cancellationToken).ConfigureAwait(false)).ToResponse();

    /// <summary>The reply's parts, once it is whole: half a reply is none.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(_model.Wire.GetType().Name, _model.Endpoint.Of(""), _model.Model)
        : serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>Closes transport and budget.</summary>
    public void Dispose()
    {
        _transport.Dispose();
        _budget.Dispose();
    }

    private async Task<ChatReply> SendAsync(string key, string body, int? longest, CancellationToken cancellation)
    {
        try
        {
            var reply = await _transport.PostAsync(
                _model.Endpoint.Of(_model.Wire.Call), body, request => _model.Wire.AddHeaders(request, _model.Key), _model.Key, BeforeTry,
                    _model.Wire.Read, cancellation).ConfigureAwait(false);
            reply = Priced(reply);
            Count(reply, body);
            if (reply.Finish == ReplyFinish.Complete && _cache is not null)
            {
                _cache.Keep(key, _model.Endpoint.Host, reply.Raw);
            }

            return reply with { Notes = [.. _memory.Notes, .. Overlong(reply, longest)] };
        }
        catch (ServerFault fault) when (fault.IsFinal)
        {
            _final ??= fault;
            throw;
        }
    }

    private void BeforeTry()
    {
        if (_final is { } final)
        {
            throw final;
        }

        if (_model.Key.Fault is { } fault)
        {
            throw new ServerFault(FaultKind.Setup, $"{_model.Endpoint.Host} was not asked: {fault}");
        }

        _budget.BeginTry();
    }

    private ChatReply Priced(ChatReply reply) =>
        reply.Usage is { Dollars: null } usage && _model.Prices is { } prices ? reply with { Usage = usage with { Dollars = prices.Of(usage) } }
            : reply;

    /// <summary>A server that does not count is counted by length, three characters a token, so that a budget holds.</summary>
    private void Count(ChatReply reply, string body)
    {
        var usage = reply.Usage ?? new OracleUsage(body.Length / 3, 0, (reply.Text.Length + reply.Reasoning.Length) / 3, 0, null);
        _budget.Add(new()
        {
            Tokens = usage.InputTokens + usage.OutputTokens,
            Dollars = usage.Dollars ?? _model.Prices?.Of(usage),
            Estimated = reply.Usage is null,
        });
    }

    private static IEnumerable<string> Overlong(ChatReply reply, int? longest) =>
        longest is { } limit && reply.Usage is { } usage && usage.OutputTokens > limit * TolerableLength
            ? [$"the reply has {usage.OutputTokens} tokens, more than the {limit} that were asked for: the server does not keep to max_tokens."]
            : [];
}
