using Intervene.Interventions;
using Intervene.Prompting;
using Intervene.Remote.Chat;
using Intervene.Remote.Transport;
using Microsoft.Extensions.AI;

namespace Intervene.Remote.Oracles;

/// <summary>Asks a model which kind of mistake an attempt makes (paper, appendix A and Figure 4).</summary>
/// <param name="client">The model.</param>
/// <param name="prompt">The prompt, which has a hole for the teacher's words.</param>
/// <param name="sampling">The sampling.</param>
/// <param name="longestAttempt">The most UTF-16 units of an attempt; a longer one loses steps of its middle.</param>
public sealed class ErrorCategorizer(IChatClient client, PromptTemplate prompt, SampledChatOptions sampling, int longestAttempt = 200_000)
{
    /// <summary>The category; null with the reason where the model gave none.</summary>
    /// <param name="question">The attempt.</param>
    /// <param name="guidance">A teacher's words about it: a verification log, or an intervention.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task<(ErrorCategory? Category, string? Detail)> SortAsync(OracleQuestion question, string guidance, CancellationToken cancellation)
    {
        if (AttemptText.Of(question.Steps, longestAttempt, shorten: true) is not { } attempt)
        {
            return (null, $"the attempt's first step is longer than {longestAttempt} characters.");
        }

        try
        {
            var conversation = await Conversation.HoldAsync(client, prompt, PromptHoles.Of(question, attempt, guidance), sampling, 0, cancellation)
                .ConfigureAwait(false);
            return CategoryParser.Parse(conversation.Last.Text) is { } category ? (category, null)
                : (null, $"the reply names neither HIGH nor EXECUTION: {conversation.Last.Text}");
        }
        catch (ServerFault fault)
        {
            return (null, fault.Message);
        }
    }
}
