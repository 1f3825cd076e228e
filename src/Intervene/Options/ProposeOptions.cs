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
