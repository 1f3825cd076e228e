using Intervene.Files;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Rollouts;

namespace Intervene.Pipeline.Stages;

/// <summary>Samples problems from policies, one policy after the other, into one artifact, and counts what came.</summary>
internal static class PolicySamples
{
    /// <summary>Samples what is missing, and gives the artifact its name.</summary>
    /// <param name="context">The stage.</param>
    /// <param name="path">The artifact, of <see cref="GradedSample"/>.</param>
    /// <param name="engine">What samples.</param>
    /// <param name="policies">The policies, each by the name that its records have.</param>
    /// <param name="items">The problems.</param>
    /// <returns>By the policy's name a count for every item.</returns>
    public static async Task<IReadOnlyDictionary<string, SampleCounts[]>> CountAsync(
        StageContext context, string path, EngineOptions engine, IReadOnlyList<(string Name, SampledPolicy Policy)> policies,
        IReadOnlyList<SampleItem> items)
    {
        var numbers = items.Index().ToDictionary(entry => entry.Item.Problem.Id, entry => entry.Index, StringComparer.Ordinal);
        var counts = policies.ToDictionary(policy => policy.Name, _ => new SampleCounts[items.Count], StringComparer.Ordinal);
        long done = 0, total = policies.Count * items.Sum(item => (long)item.Samples);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var journal = Journal<(string Policy, string Problem, int Sample), GradedSample>.Open(
            path, record => (record.Policy, record.ProblemId, record.Sample), Count);
        foreach (var (name, policy) in policies)
        {
            await GradedSampler.RunAsync(
                context, new StageSampling(engine, policy, NeedsLogProbs: false), items, journal,
                (item, sample) => (name, items[item].Problem.Id, sample),
                graded => Samples.RecordOf(name, items[graded.Item].Problem.Id, graded), Count).ConfigureAwait(false);
        }

        journal.Seal(policies.SelectMany(
            policy => items.SelectMany(item => Enumerable.Range(0, item.Samples).Select(sample => (policy.Name, item.Problem.Id, sample)))));
        return counts;

        void Count(GradedSample record)
        {
            var own = counts[record.Policy];
            own[numbers[record.ProblemId]] += record;
            done++;
            context.Report(done, total, $"{record.Policy}: {own.Count(count => count.Correct > 0)} solved");
        }
    }
}
