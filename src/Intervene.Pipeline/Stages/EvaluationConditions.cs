using Intervene.Pipeline.Runs;

namespace Intervene.Pipeline.Stages;

/// <summary>
/// How policies were sampled and graded on the hard and easy sets, as the ledger has it: a run whose evaluation was redone in part has policies that
/// were measured in different ways.
/// </summary>
/// <param name="ledger">What was done.</param>
internal sealed class EvaluationConditions(StageLedger ledger)
{
    private static readonly string[] Prefixes = ["evaluate.sampling.", "prompt.", "verifier."];

    /// <summary>Those of the base model.</summary>
    public string OfBase { get; } = Of(ledger.Find(EvaluateStage.NameOf(EvaluateStage.Base)), "");

    /// <summary>Those of an arm's policies; the base model's where the ledger does not say.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="round">Its later round; null for the first.</param>
    public string Of(string arm, ArmRound? round)
    {
        var stage = EvaluateStage.NameOf(arm);
        return Of(ledger.Find(round?.NameOf(stage) ?? stage), OfBase);
    }

    private static string Of(StageRecord? done, string unknown) => done is null ? unknown : string.Concat(done.Options
        .Where(option => Prefixes.Any(prefix => option.Key.StartsWith(prefix, StringComparison.Ordinal)))
        .Select(option => $"{option.Key}={option.Value}\n"));
}
