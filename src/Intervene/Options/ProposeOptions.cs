using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>Asking an oracle for interventions.</summary>
public sealed record ProposeOptions
{
    /// <summary>The oracle.</summary>
    public OracleKind Oracle { get; init; } = OracleKind.ReferenceSolution;

    /// <summary>Interventions a problem: an oracle is asked about its attempts, one after the other, until it has given as many.</summary>
    [Range(1, 100_000)]
    public int MaxPerProblem { get; init; } = 1;
}
