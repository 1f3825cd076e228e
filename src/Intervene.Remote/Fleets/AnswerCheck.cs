namespace Intervene.Remote.Fleets;

/// <summary>Finds what a server did with a question that it does not say: a prompt or a completion that was cut, a field that was ignored.</summary>
internal static class AnswerCheck
{
    /// <summary>Refuses an answer that is not to the question.</summary>
    /// <exception cref="FleetFault">It is not.</exception>
    public static void Require(ServerAnswer answer, SampleQuestion question)
    {
        var (ids, most) = (answer.TokenIds, question.MaxTokens);
        if (answer.PromptTokens is { } read && read != question.PromptIds.Length)
        {
            throw new FleetFault(
                $"went on from {read} tokens of a prompt of {question.PromptIds.Length}: it cuts prompts or adds to them", isPassing: true);
        }

        if (ids.Length > most)
        {
            throw new FleetFault($"gave {ids.Length} tokens where {most} were asked for: it ignores the limit", isPassing: false);
        }

        if (!answer.IsStopped && ids.Length < most)
        {
            throw new FleetFault($"cut the completion at {ids.Length} of {most} tokens", isPassing: true);
        }

        if (ids.Length == 0 && !answer.IsStopped)
        {
            throw new FleetFault("gave no token", isPassing: true);
        }

        var stop = Array.FindIndex(ids, question.StopIds.Contains);
        if (stop >= 0 && stop < ids.Length - 1)
        {
            throw new FleetFault($"went on after the stop token {ids[stop]}: it does not end where the model ends", isPassing: false);
        }
    }
}
