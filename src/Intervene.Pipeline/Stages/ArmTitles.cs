using Intervene.Options;

namespace Intervene.Pipeline.Stages;

/// <summary>What readers see of an arm.</summary>
public static class ArmTitles
{
    /// <summary>Its title in tables and figures.</summary>
    /// <param name="arm">The arm.</param>
    public static string Of(ArmOptions arm) => arm switch
    {
        { Name: "int", Examples: ExampleKind.Interventions } => "InT",
        { Name: "rl", Examples: ExampleKind.None } => "RL alone",
        { Name: "distillation", Examples: ExampleKind.ReferenceSolutions } => "Distillation",
        _ => arm.Name,
    };
}
