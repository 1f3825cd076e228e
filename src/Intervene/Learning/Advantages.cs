using Intervene.Options;

namespace Intervene.Learning;

/// <summary>Advantages of rollouts within their groups; one number a rollout, which each of its tokens carries.</summary>
/// <remarks>verl <c>core_algos.py</c>. A rollout alone in its group has mean 0 and std 1, so that its reward is its advantage.</remarks>
public static class Advantages
{
    /// <summary>verl's ε; TRL and PipelineRL have 1e-4.</summary>
    public const double DefaultEpsilon = 1e-6;

    /// <summary>Advantages of a batch.</summary>
    /// <param name="options">The estimator.</param>
    /// <param name="rewards">One a rollout.</param>
    /// <param name="groups">Each rollout's group.</param>
    /// <param name="tokens">
    /// Each rollout's response tokens; only the whitening of <see cref="AdvantageOptions.ReinforcePlusPlusBaseline"/> looks at them.
    /// </param>
    /// <exception cref="ArgumentException">The lists differ in length, or a group is too small for the estimator.</exception>
    public static double[] Of(
        AdvantageOptions options, IReadOnlyList<double> rewards, IReadOnlyList<int> groups, IReadOnlyList<int> tokens)
    {
        if (groups.Count != rewards.Count || tokens.Count != rewards.Count)
        {
            throw new ArgumentException(
                $"There are {rewards.Count} rewards, {groups.Count} groups and {tokens.Count} lengths; expected one of each a rollout.");
        }

        return options switch
        {
            AdvantageOptions.Grpo grpo => Grpo(rewards, groups, divideByStd: true, grpo.Epsilon),
            AdvantageOptions.GrpoNoStd => Grpo(rewards, groups, divideByStd: false),
            AdvantageOptions.Rloo => Rloo(rewards, groups),
            AdvantageOptions.ReinforcePlusPlusBaseline => ReinforcePlusPlusBaseline(rewards, groups, tokens),
            AdvantageOptions.GrpoPassK passK => GrpoPassK(rewards, groups, passK.Epsilon),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options, "The estimator is unknown."),
        };
    }

    /// <summary>(r − μ) / (σ + ε) with σ over n − 1, or r − μ (Dr. GRPO).</summary>
    public static double[] Grpo(IReadOnlyList<double> rewards, IReadOnlyList<int> groups, bool divideByStd, double epsilon = DefaultEpsilon) =>
        ByGroup(rewards, groups, (_, group) =>
        {
            if (group.Length == 1)
            {
                return [divideByStd
                    ? group[0] / (1f + (float)epsilon) : group[0]]; // verl's std of a lone rollout is a float32 1, and so is its sum with ε
            }

            var mean = group.Average();
            var divisor = divideByStd ? Std(group) + epsilon : 1;
            return [.. group.Select(r => (r - mean) / divisor)];
        });

    /// <summary>r − mean of the others = (r − μ) · n / (n − 1) (RLOO).</summary>
    public static double[] Rloo(IReadOnlyList<double> rewards, IReadOnlyList<int> groups) =>
        ByGroup(rewards, groups, (_, group) =>
        {
            var sum = group.Sum();
            return group.Length == 1 ? group : [.. group.Select(r => r - ((sum - r) / (group.Length - 1)))];
        });

    /// <summary>r − μ, whitened over all tokens: (x − mean) / √(var + 1e-8), var over n − 1 (REINFORCE++ with a baseline).</summary>
    public static double[] ReinforcePlusPlusBaseline(IReadOnlyList<double> rewards, IReadOnlyList<int> groups, IReadOnlyList<int> tokens)
    {
        var centred = Grpo(rewards, groups, divideByStd: false);
        var count = tokens.Sum(n => (double)n);
        if (count < 2)
        {
            throw new ArgumentException($"The batch has {count} tokens; expected at least 2 to whiten over.", nameof(tokens));
        }

        const double guard = 1e-8; // verl's masked mean divides by the tokens plus this
        var mean = centred.Select((x, i) => x * tokens[i]).Sum() / (count + guard);
        var variance = centred.Select((x, i) => (x - mean) * (x - mean) * tokens[i]).Sum() / (count + guard) * (count / (count - 1));
        return [.. centred.Select(x => (x - mean) / Math.Sqrt(variance + 1e-8))];
    }

    /// <summary>The best of each group gets (r − the second best) / (σ + ε), all others 0 (Pass@k training).</summary>
    /// <exception cref="ArgumentException">A group has one rollout.</exception>
    public static double[] GrpoPassK(IReadOnlyList<double> rewards, IReadOnlyList<int> groups, double epsilon = DefaultEpsilon) =>
        ByGroup(rewards, groups, (key, group) =>
        {
            if (group.Length < 2)
            {
                throw new ArgumentException($"Group {key} has one rollout; expected at least 2.", nameof(groups));
            }

            var best = Array.IndexOf(group, group.Max());
            var second = group.Where((_, i) => i != best).Max();
            var result = new double[group.Length];
            result[best] = (group[best] - second) / (Std(group) + epsilon);
            return result;
        });

    private static double Std(double[] group)
    {
        var mean = group.Average();
        return Math.Sqrt(group.Sum(r => (r - mean) * (r - mean)) / (group.Length - 1));
    }

    private static double[] ByGroup(IReadOnlyList<double> rewards, IReadOnlyList<int> groups, Func<int, double[], double[]> formula)
    {
        var result = new double[rewards.Count];
        foreach (var members in Enumerable.Range(0, rewards.Count).GroupBy(i => groups[i]))
        {
            int[] indices = [.. members];
            double[] group = [.. indices.Select(i => rewards[i])];
            var equal = group.Length > 1 && group.All(r => r == group[0]);
            var advantages = equal ? new double[group.Length] : formula(members.Key, group);
            for (var i = 0; i < indices.Length; i++)
            {
                result[indices[i]] = advantages[i];
            }
        }

        return result;
    }
}
