using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>Asking an oracle for interventions.</summary>
public sealed record ProposeOptions
{
    /// <summary>Whom to ask: one oracle or a list; each proposal says where it came from.</summary>
    public IReadOnlyList<OracleOptions> Oracle { get; init; } = [new ReferenceOracleOptions()];

    /// <summary>Interventions a problem: an oracle is asked about its attempts, one after the other, until it has given as many.</summary>
    [Range(1, 100_000)]
    public int MaxPerProblem { get; init; } = 1;

    /// <summary>Proposals of an attempt that are kept of one oracle, at most: the first that can be used; null for all.</summary>
    [Range(1, 1000)]
    public int? Proposals { get; init; }

    /// <summary>What becomes of a step that states the final answer: <c>refuse</c>, <c>report</c> (keep it, and say so) or <c>off</c>.</summary>
    public LeakPolicy Leak { get; init; } = LeakPolicy.Refuse;

    /// <summary>
    /// What samples for oracles and writers that ask the policy itself, where it is not the run's <c>engine</c>: keys left out are those of the
    /// run's, of the same kind.
    /// </summary>
    [StartsFrom("engine")]
    public EngineOptions? Engine { get; init; }

    /// <summary>Somebody is asked, and nobody twice.</summary>
    public IEnumerable<string> Validate()
    {
        if (Oracle.Count == 0)
        {
            yield return "oracle is empty: expected at least one.";
        }

        if (Oracle.GroupBy(oracle => (oracle.GetType(), (oracle as LlmOracleOptions)?.Model)).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            yield return $"oracle: {twice.Count()} oracles are of one kind; expected each kind once, and llm once a model.";
        }
    }
}
