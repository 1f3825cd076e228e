using Intervene.Interventions;
using Intervene.Options;
using Intervene.Rewards;

namespace Intervene.Pipeline.Stages;

/// <summary>The oracles of a recipe.</summary>
internal static class Oracles
{
    /// <summary>Makes them, in the order of the recipe.</summary>
    public static IReadOnlyList<IOracle> Of(ProposeOptions options) => options.Oracle switch
    {
        OracleKind.ReferenceSolution => [new ReferenceSolutionOracle(AnswerGrader.Same)],
        _ => throw new InvalidOperationException($"unknown oracle {options.Oracle}"),
    };
}
