using Intervene.Evaluation;
using Intervene.Filtering;
using Intervene.Problems;

namespace Intervene.Reports.Content;

/// <summary>What arms, policies and splits are called, and which colour an arm has everywhere.</summary>
internal static class SeriesNames
{
    public const string BasePolicy = "base";

    public static string Of(ProblemSplit split) => split switch
    {
        ProblemSplit.Train => "Train (hard)",
        ProblemSplit.HeldOut => "Held out (hard)",
        _ => "Easy",
    };

    public static string Of(GuidedArm arm) => arm switch
    {
        GuidedArm.Problem => "from the problem",
        GuidedArm.Prefix => "from the prefix",
        GuidedArm.WrongStep => "prefix + its own wrong step",
        _ => "prefix + intervention",
    };

    /// <summary>The series of an arm's policy: the base model is one series however many arms start from it.</summary>
    public static string Of(string arm, string policy) => policy switch
    {
        BasePolicy => "Base model",
        "sft" => $"{arm}, after SFT",
        "rl" => $"{arm}, after RL",
        "" => arm,
        _ => $"{arm}, {policy}",
    };

    public static string Of(PolicyName name) => Of(name.Arm, name.Policy);

    /// <summary>The arms in the order in which the data name them.</summary>
    public static IReadOnlyList<string> Arms(ReportData data) =>
        [.. data.PassAtK.Where(c => c.Policy != BasePolicy).Select(c => c.Arm)
            .Concat(data.Training.Select(c => c.Arm)).Distinct(StringComparer.Ordinal)];

    /// <summary>The curves with the base model's kept once a split.</summary>
    public static IReadOnlyList<PassAtKCurve> Distinct(IEnumerable<PassAtKCurve> curves) =>
        [.. curves.DistinctBy(c => (c.Split, Of(c.Arm, c.Policy)))];
}
