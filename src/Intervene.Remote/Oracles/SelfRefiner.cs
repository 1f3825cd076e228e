using Intervene.Interventions;
using Intervene.Prompting;
using Intervene.Remote.Chat;
using Intervene.Remote.Transport;
using Microsoft.Extensions.AI;

namespace Intervene.Remote.Oracles;

/// <summary>Asks the policy to rewrite a whole attempt: the self-refinement baseline (paper, appendix J).</summary>
/// <param name="client">The policy.</param>
/// <param name="prompt">The prompt.</param>
/// <param name="sampling">The sampling.</param>
/// <param name="longestAttempt">The most UTF-16 units of an attempt.</param>
public sealed class SelfRefiner(IChatClient client, PromptTemplate prompt, SampledChatOptions sampling, int longestAttempt = 200_000)
{
    /// <summary>The rewritten attempt; null with the reason where there is none.</summary>
    /// <param name="question">The attempt, with its reference solution.</param>
    /// <param name="sample">Which of several rewritings.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task<(string? Text, RefusalReason? Refusal, string? Detail)> RefineAsync(OracleQuestion question, int sample,
        CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(question.ReferenceSolution))
        {
            return (null, RefusalReason.NoReference, "the problem has no reference solution.");
        }

        if (AttemptText.Of(question.Steps, longestAttempt, shorten: false) is not { } attempt)
        {
            return (null, RefusalReason.TooLong, $"the attempt is longer than {longestAttempt} characters.");
        }

        try
        {
            var conversation = await Conversation.HoldAsync(client, prompt, PromptHoles.Of(question, attempt), sampling, sample, cancellation)
                .ConfigureAwait(false);
            var text = Reasoning.Without(conversation.Last.Text).Trim();
            return !conversation.IsWhole || conversation.Last.Finish == ReplyFinish.Length
                ? (null, RefusalReason.Truncated, "the reply ran into its token budget.")
                : conversation.Last.Finish == ReplyFinish.Refused ? (null, RefusalReason.Refused, conversation.Last.Refusal)
                : text.Length == 0 ? (null, RefusalReason.Empty, "the reply is empty.")
                : (text, null, null);
        }
        catch (ServerFault fault)
        {
            return (null, FaultReasons.Of(fault), fault.Message);
        }
    }
}
