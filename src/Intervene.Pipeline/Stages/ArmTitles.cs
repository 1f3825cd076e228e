using Intervene.Options;

namespace Intervene.Pipeline.Stages;

/// <summary>What readers see of an arm.</summary>
public static class ArmTitles
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["int"] = "InT",
        ["rl"] = "RL alone",
        ["distillation"] = "Distillation",
        ["gold"] = "Gold",
        ["self_refine"] = "Self-refinement",
        ["r1_think"] = "R1 think",
        ["r1_summary"] = "R1 summary",
        ["questa"] = "QuestA",
        ["adaback"] = "AdaBack",
        ["bread"] = "BREAD",
        ["pope"] = "POPE",
        ["hint_and_intervention"] = "Hint + InT",
    };

    /// <summary>Its title in tables and figures.</summary>
    /// <param name="arm">The arm.</param>
    public static string Of(ArmOptions arm) => Known.GetValueOrDefault(arm.Name, arm.Name);
}
