using Intervene.Options;

namespace Intervene.Cli.Stages;

/// <summary>What readers see of an arm.</summary>
internal static class ArmTitles
{
    public static string Of(ArmOptions arm) => arm switch
    {
        { Name: "int", Examples: ExampleKind.Interventions } => "InT",
        { Name: "rl", Examples: ExampleKind.None } => "RL alone",
        { Name: "distillation", Examples: ExampleKind.ReferenceSolutions } => "Distillation",
        _ => arm.Name,
    };
}
