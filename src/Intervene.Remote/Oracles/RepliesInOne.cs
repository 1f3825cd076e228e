using Intervene.Interventions;

namespace Intervene.Remote.Oracles;

/// <summary>Several replies to one attempt as one.</summary>
internal static class RepliesInOne
{
    /// <summary>
    /// All proposals in the order of the replies, the error location that most replies name, the reason of the first where none proposes anything.
    /// </summary>
    /// <param name="replies">The replies: at least one.</param>
    /// <param name="leftOut">How many of the attempt's steps were not shown.</param>
    public static OracleReply Of(IReadOnlyList<OracleReply> replies, int leftOut)
    {
        var proposals = replies.SelectMany(reply => reply.Proposals).ToArray();
        var refused = replies.Where(reply => reply.Refusal is not null).ToArray();
        var texts = replies.Select(reply => reply.RawText).OfType<string>().ToArray();
        List<string?> details = [replies.Count == 1 ? replies[0].Detail : null];
        if (replies.Count > 1)
        {
            details.AddRange(refused.GroupBy(reply => (reply.Refusal, reply.Detail))
                .Select(group => $"{group.Count()} of {replies.Count} replies: {group.Key.Refusal}: {group.Key.Detail}"));
            details.Add(proposals.Length > 1 && replies.All(reply => reply.Proposals.Count > 0 && reply.Proposals.SequenceEqual(replies[0].Proposals))
                ? $"All {replies.Count} replies propose the same: the server may ignore the temperature." : null);
        }

        details.Add(leftOut > 0 ? $"{leftOut} steps of the attempt's middle were not shown." : null);
        var detail = string.Join(' ', details.OfType<string>());
        return new()
        {
            Proposals = proposals,
            ErrorLocation = replies.Select(reply => reply.ErrorLocation).OfType<int>().GroupBy(location => location)
                .OrderByDescending(group => group.Count()).Select(group => (int?)group.Key).FirstOrDefault(),
            Refusal = proposals.Length > 0 ? null : (refused.FirstOrDefault(reply => reply.Refusal == RefusalReason.OverBudget) ?? refused[0])
                .Refusal,
            Detail = detail.Length > 0 ? detail : null,
            RawText = texts.Length > 0 ? string.Join('\n', texts) : null,
            Usage = replies.All(reply => reply.Usage is not null) ? replies.Select(reply => reply.Usage!).Aggregate((a, b) => new(
                a.InputTokens + b.InputTokens, a.CachedInputTokens + b.CachedInputTokens, a.OutputTokens + b.OutputTokens,
                    a.ReasoningTokens + b.ReasoningTokens, a.Dollars + b.Dollars)) : null,
        };
    }
}
