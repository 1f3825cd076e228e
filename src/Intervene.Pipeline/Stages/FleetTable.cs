using System.Globalization;
using Intervene.Pipeline.Engines;
using Intervene.Pipeline.Runs;

namespace Intervene.Pipeline.Stages;

/// <summary>What was found of servers and what they did, in lines of text.</summary>
internal static class FleetTable
{
    /// <summary>The findings, those that several servers share in one line.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<FleetFinding> findings)
    {
        var servers = findings.Select(finding => finding.Server).Distinct(StringComparer.Ordinal).Count();
        foreach (var same in findings.GroupBy(finding => (finding.What, finding.Found)))
        {
            var who = same.Count() == servers ? (servers == 1 ? same.First().Server : $"all {servers} servers")
                : string.Join(", ", same.Select(finding => finding.Server));
            yield return $"{same.Key.What,-14} {same.Key.Found} ({who})";
        }
    }

    /// <summary>Requests, retries, completions, tokens and throughput of each server, and of all.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<FleetCount> counts, double seconds)
    {
        var width = counts.Max(count => count.Server.Length);
        yield return $"{"server".PadRight(width)} {"requests",9} {"retries",8} {"completions",12} {"tokens",11} {"tokens/s",9}";
        foreach (var count in counts)
        {
            yield return Line(count.Server, count.Requests, count.Retries, count.Completions, count.Tokens, count.Seconds);
        }

        if (counts.Count > 1)
        {
            yield return Line(
                "all", counts.Sum(c => c.Requests), counts.Sum(c => c.Retries), counts.Sum(c => c.Completions), counts.Sum(c => c.Tokens), seconds);
        }

        string Line(string server, long requests, long retries, long completions, long tokens, double elapsed) => string.Create(
            CultureInfo.InvariantCulture,
            $"{server.PadRight(width)} {requests,9} {retries,8} {completions,12} {tokens,11} {(elapsed > 0 ? tokens / elapsed : 0),9:F0}");
    }

    /// <summary>How far the servers' log-probs are from the model's own.</summary>
    public static string Of(FleetMismatch mismatch) => string.Create(
        CultureInfo.InvariantCulture,
        $"sampler and model: |Δp| mean {mismatch.Mean:G2}, max {mismatch.Max:G2}, |Δ log p| max {mismatch.MaxLog:G2}, k3 {mismatch.K3:G2}, "
        + $"effective sample size {mismatch.EffectiveSampleSize:F4} ({mismatch.Tokens} tokens of {mismatch.Completions} completions)");
}
