using System.Globalization;
using Intervene.Interventions;

namespace Intervene.Pipeline.Stages;

/// <summary>Says when an oracle failed and did not judge: a wrong key, a server that is away, a program that dies.</summary>
internal static class ProposeAlarms
{
    private const double Most = 0.3; // of an oracle's replies

    /// <summary>One line for every oracle of which much has no reply, with the most frequent words of the fault.</summary>
    /// <param name="replies">All replies, each with the oracle's name.</param>
    /// <param name="stage">The stage that asked.</param>
    public static IEnumerable<string> Of(IEnumerable<(string Oracle, OracleReply Reply)> replies, string stage)
    {
        foreach (var oracle in replies.GroupBy(reply => reply.Oracle, reply => reply.Reply, StringComparer.Ordinal))
        {
            var failed = oracle.Where(reply => reply.Refusal is RefusalReason.ServerError or RefusalReason.TimeOut).ToList();
            var all = oracle.Count();
            if (failed.Count > Most * all)
            {
                var most = failed.GroupBy(reply => reply.Detail ?? "no reason was given.", StringComparer.Ordinal).MaxBy(group => group.Count())!;
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"alarm: {oracle.Key} gave no reply to {failed.Count} of {all} attempts, and they count as refused. "
                    + $"{most.Count()} of them: {most.Key.TrimEnd('.')}. Mend it and use --redo {stage}, which pays nothing twice.");
            }
        }
    }
}
