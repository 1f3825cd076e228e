using Intervene.Examples;
using Intervene.Interventions;
using Intervene.Prompting;
using Intervene.Remote.Chat;
using Intervene.Remote.Transport;
using Microsoft.Extensions.AI;

namespace Intervene.Remote.Oracles;

/// <summary>
/// A language model that writes whole solutions: from the problem alone for distillation, or an attempt rewritten with the reference at hand, which
/// is the self-refinement baseline (paper, appendix J).
/// </summary>
/// <param name="settings">How the model is asked; of several replies the first counts.</param>
/// <param name="client">The model; it is let go with this writer.</param>
public sealed class SolutionWriter(ModelOracleSettings settings, IChatClient client) : ISolutionWriter, IDisposable
{
    private readonly SemaphoreSlim _slots = new(settings.Concurrency, settings.Concurrency);

    /// <inheritdoc/>
    public string Name => settings.Name;

    /// <inheritdoc/>
    public async Task<WrittenSolution> WriteAsync(OracleQuestion question, CancellationToken cancellation)
    {
        var prompt = settings.Prompt;
        if (prompt.Uses("reference") && string.IsNullOrWhiteSpace(question.ReferenceSolution))
        {
            return Refused(question, RefusalReason.NoReference, $"the prompt {prompt.Name} needs a reference solution, and the problem has none.");
        }

        if (AttemptText.Of(question.Steps, settings.LongestAttempt, settings.ShortenMiddle) is not { } attempt)
        {
            return Refused(question, RefusalReason.TooLong, $"the attempt is longer than {settings.LongestAttempt} characters.");
        }

        await _slots.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var conversation = await Conversation.HoldAsync(client, prompt, PromptHoles.Of(question, attempt), settings.Sampling, 0, cancellation)
                .ConfigureAwait(false);
            return Read(question, conversation) with { Usage = conversation.Usage };
        }
        catch (ServerFault fault)
        {
            return Refused(question, FaultReasons.Of(fault), fault.Message);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Closes the client.</summary>
    public void Dispose()
    {
        client.Dispose();
        _slots.Dispose();
    }

    private WrittenSolution Read(OracleQuestion question, Conversation conversation)
    {
        var reply = conversation.Last;
        var text = Reasoning.Without(reply.Text).Trim();
        return !conversation.IsWhole || reply.Finish == ReplyFinish.Length
            ? Refused(question, RefusalReason.Truncated, "the reply ran into its token budget; raise sampling.max_tokens.")
            : reply.Finish == ReplyFinish.Refused ? Refused(question, RefusalReason.Refused, reply.Refusal ?? "the model refused.")
            : reply.Finish == ReplyFinish.Failed ? Refused(
                question, RefusalReason.ServerError, $"the server broke the reply off: {reply.FinishWord}.")
            : text.Length == 0 ? Refused(question, RefusalReason.Empty, "the reply is empty.")
            : new WrittenSolution { ProblemId = question.Id, Writer = Name, Text = text };
    }

    private WrittenSolution Refused(OracleQuestion question, RefusalReason reason, string detail) =>
        new() { ProblemId = question.Id, Writer = Name, Refusal = reason, Detail = detail };
}
