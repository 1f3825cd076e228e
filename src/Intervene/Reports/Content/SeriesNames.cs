using Intervene.Evaluation;
using Intervene.Filtering;
using Intervene.Problems;

namespace Intervene.Reports.Content;

/// <summary>What arms, policies and splits are called, and which colour an arm has everywhere.</summary>
public static class SeriesNames
{
    /// <summary>The untrained policy.</summary>
    public const string BasePolicy = "base";

    /// <summary>What a split is called.</summary>
    /// <param name="split">The split.</param>
    public static string Of(ProblemSplit split) => split switch
    {
        ProblemSplit.Train => "Train (hard)",
        ProblemSplit.HeldOut => "Held out (hard)",
        _ => "Easy",
    };

    /// <summary>Where continuations start.</summary>
    /// <param name="arm">What they are conditioned on.</param>
    public static string Of(GuidedArm arm) => arm switch
    {
        GuidedArm.Problem => "from the problem",
        GuidedArm.Prefix => "from the prefix",
        GuidedArm.WrongStep => "prefix + its own wrong step",
        _ => "prefix + intervention",
    };

    /// <summary>The series of an arm's policy: the base model is one series however many arms start from it.</summary>
    /// <param name="arm">The arm's title.</param>
    /// <param name="policy">The policy.</param>
    public static string Of(string arm, string policy) => policy switch
    {
        BasePolicy => "Base model",
        "sft" => $"{arm}, after SFT",
        "rl" => $"{arm}, after RL",
        "" => arm,
        _ => $"{arm}, {policy}",
    };

    /// <inheritdoc cref="Of(string, string)"/>
    /// <param name="name">Arm and policy.</param>
    public static string Of(PolicyName name) => Of(name.Arm, name.Policy);

    /// <summary>The arms in the order in which the data name them.</summary>
    internal static IReadOnlyList<string> Arms(ReportData data) =>
        [.. data.PassAtK.Where(c => c.Policy != BasePolicy).Select(c => c.Arm)
            .Concat(data.Training.Select(c => c.Arm)).Distinct(StringComparer.Ordinal)];

    /// <summary>The curves with the base model's kept once a split.</summary>
    internal static IReadOnlyList<PassAtKCurve> Distinct(IEnumerable<PassAtKCurve> curves) =>
        [.. curves.DistinctBy(c => (c.Split, Of(c.Arm, c.Policy)))];
}
