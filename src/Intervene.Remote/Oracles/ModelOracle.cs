using Intervene.Interventions;
using Intervene.Prompting;
using Intervene.Remote.Chat;
using Intervene.Remote.Transport;
using Microsoft.Extensions.AI;

namespace Intervene.Remote.Oracles;

/// <summary>
/// A language model as oracle: another one over HTTP (<c>llm</c>), or the policy itself (<c>self</c>). Whatever the model or its server does
/// becomes a reply with a reason; nothing that an attempt holds is taken for the model's reply.
/// </summary>
public sealed class ModelOracle : IOracle, IDisposable
{
    private readonly ModelOracleSettings _settings;
    private readonly IChatClient _client;
    private readonly SemaphoreSlim _slots;
    private readonly PrefixGate _gate = new();

    /// <summary>Makes an oracle; it owns the client.</summary>
    /// <param name="settings">How the model is asked.</param>
    /// <param name="client">The model.</param>
    public ModelOracle(ModelOracleSettings settings, IChatClient client) =>
        (_settings, _client, _slots) = (settings, client, new SemaphoreSlim(settings.Concurrency, settings.Concurrency));

    /// <inheritdoc/>
    public string Name => _settings.Name;

    /// <summary>The model.</summary>
    public IChatClient Client => _client;

    /// <summary>Asks the model; never throws for what the model, its server or the attempt does.</summary>
    /// <param name="question">The attempt.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    /// <exception cref="PendingReplyException">The requests were written into a batch.</exception>
    public async Task<OracleReply> ProposeAsync(OracleQuestion question, CancellationToken cancellation)
    {
        if (question.Steps.Count == 0)
        {
            return OracleReply.Refused(RefusalReason.NoSteps, "the attempt has no steps.");
        }

        if (AttemptText.Of(question.Steps, _settings.LongestAttempt, _settings.ShortenMiddle) is not { } attempt)
        {
            return OracleReply.Refused(RefusalReason.TooLong,
                $"the attempt has {question.Steps.Sum(step => step.Length)} characters, more than longest_attempt {_settings.LongestAttempt}; raise it, or say shorten_middle: true.");
        }

        var holes = PromptHoles.Of(question, attempt);
        if (Missing(holes) is { } missing)
        {
            return OracleReply.Refused(RefusalReason.NoReference,
                $"the prompt {_settings.Prompt.Name} needs the problem's {missing}, and there is none.");
        }

        var text = string.Join("\n\n", question.Steps);
        var asked = Enumerable.Range(0, _settings.Replies)
            .Select(sample => _gate.RunAsync(question.Question, () => AskAsync(holes, text, sample, cancellation), cancellation)).ToArray();
        await Task.WhenAll(asked.Select(task =>
            task.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)))
            .ConfigureAwait(false);
        var replies = await Task.WhenAll(asked).ConfigureAwait(false);
        return RepliesInOne.Of(replies, attempt.LeftOut) with { PromptHash = _settings.Prompt.Hash };
    }

    /// <summary>Closes the client.</summary>
    public void Dispose()
    {
        _client.Dispose();
        _slots.Dispose();
    }

    private string? Missing(PromptHoles holes) =>
        holes.Reference is null && _settings.Prompt.Uses("reference") ? "reference solution"
        : holes.Answer is null && _settings.Prompt.Uses("answer") ? "answer"
        : holes.Guidance is null && _settings.Prompt.Uses("guidance") ? "guidance"
        : null;

    private async Task<OracleReply> AskAsync(PromptHoles holes, string attempt, int sample, CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var conversation = await Conversation.HoldAsync(_client, _settings.Prompt, holes, _settings.Sampling, sample, cancellation)
                .ConfigureAwait(false);
            return Read(conversation, attempt);
        }
        catch (ServerFault fault)
        {
            return OracleReply.Refused(FaultReasons.Of(fault), fault.Message);
        }
        finally
        {
            _slots.Release();
        }
    }

    private static OracleReply Read(Conversation conversation, string attempt)
    {
        var reply = conversation.Last;
        var parsed = reply.Finish switch
        {
            ReplyFinish.Refused =>
                new ParsedReply { Refusal = RefusalReason.Refused, Detail = reply.Refusal ?? $"the reply ended with {reply.FinishWord}." },
            ReplyFinish.Failed =>
                new ParsedReply { Refusal = RefusalReason.ServerError, Detail = $"the server broke the reply off: {reply.FinishWord}." },
            ReplyFinish.Length when !conversation.IsWhole || reply.Text.Trim().Length == 0 =>
                new ParsedReply
                {
                    Refusal = RefusalReason.Truncated,
                    Detail = "the token budget was used up before the answer, by reasoning or by the solution before it; raise sampling.max_tokens."
                },
            _ when !conversation.IsWhole =>
                new ParsedReply { Refusal = RefusalReason.Empty, Detail = "the reply to the prompt's first turn is empty." },
            _ => ReplyParser.Parse(reply.Text, attempt, reply.Finish == ReplyFinish.Length),
        };
        var notes = new[] { parsed.Detail, reply.Finish == ReplyFinish.Unknown
            ? $"the server gave {(reply.FinishWord is { } word ? $"the reason {word}" : "no reason")} for the reply's end." : null }
            .Concat(reply.Notes).OfType<string>().ToArray();
        return new()
        {
            Proposals = parsed.Proposals,
            ErrorLocation = parsed.ErrorLocation,
            Refusal = parsed.Refusal,
            Detail = notes.Length > 0 ? string.Join(' ', notes) : null,
            RawText = reply.Raw,
            Usage = conversation.Usage,
        };
    }
}
