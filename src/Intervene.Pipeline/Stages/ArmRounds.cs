using System.Globalization;
using Intervene.Options;
using Intervene.Pipeline.Runs;

namespace Intervene.Pipeline.Stages;

/// <summary>The rounds of arms that are trained more than once, and how far they came.</summary>
public static class ArmRounds
{
    /// <summary>The rounds of an arm after its first.</summary>
    /// <param name="arm">The arm.</param>
    public static IEnumerable<ArmRound> Later(ArmOptions arm) =>
        Enumerable.Range(2, Math.Max(0, (arm.Rounds ?? 1) - 1)).Select(number => new ArmRound(arm.Name, number));

    /// <summary>The round before; null for the first.</summary>
    /// <param name="round">A later round.</param>
    public static ArmRound? Before(ArmRound round) => round.Number == 2 ? null : round with { Number = round.Number - 1 };

    /// <summary>A policy's name: <c>int/rl</c>, <c>int/round-2/rl</c>.</summary>
    /// <param name="arm">The arm's name.</param>
    /// <param name="round">Its later round; null for the first.</param>
    /// <param name="policy"><c>sft</c> or <c>rl</c>.</param>
    public static string PolicyName(string arm, ArmRound? round, string policy) => round is null
        ? $"{arm}/{policy}" : string.Create(CultureInfo.InvariantCulture, $"{arm}/{ArmRound.Prefix}{round.Number}/{policy}");

    /// <summary>What readers see of an arm's round.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="round">Its later round; null for the first.</param>
    public static string TitleOf(ArmOptions arm, ArmRound? round) => round is null
        ? ArmTitles.Of(arm) : string.Create(CultureInfo.InvariantCulture, $"{ArmTitles.Of(arm)}, round {round.Number}");

    /// <summary>
    /// Every arm and every later round that trained, with its title: a round that has ended before is left out, and so is what it once wrote.
    /// </summary>
    /// <param name="paths">The run.</param>
    /// <param name="options">Its recipe.</param>
    public static IReadOnlyList<(ArmOptions Arm, ArmRound? Round, string Title, ArmPaths Paths)> Trained(RunPaths paths, RunOptions options)
    {
        var ledger = options.Arms.Any(arm => arm.Rounds > 1) ? StageLedger.Open(paths.Stages) : null;
        return
        [
            .. options.Arms.SelectMany(arm => Later(arm).Where(round => EndOf(ledger!, round) is null).Select(round => (ArmRound?)round).Prepend(null)
                .Select(round => (arm, round, TitleOf(arm, round), (round is null ? paths : paths.In(round)).Arm(arm.Name)))),
        ];
    }

    /// <summary>Why a round does not train, in words; null where it does or has yet to say.</summary>
    /// <param name="ledger">What was done.</param>
    /// <param name="round">The round.</param>
    public static string? EndOf(StageLedger ledger, ArmRound round)
    {
        if (!Begins(ledger, round))
        {
            return Before(round) is { } before && Begins(ledger, before)
                ? $"the round before it ended: {EndOf(ledger, before)}" : "a round before it ended";
        }

        if (IsSolved(ledger, round))
        {
            return "the policy solves every training problem";
        }

        return HasExamples(ledger, round) ? null : "no intervention was kept for the problems that the policy does not solve";
    }

    /// <summary>Whether the rounds before it have trained, or have yet to say.</summary>
    internal static bool Begins(StageLedger ledger, ArmRound round) => Before(round) is { } before
        ? Begins(ledger, before) && !IsSolved(ledger, before) && HasExamples(ledger, before)
        : ledger.Find("examples/" + round.Arm) is not { } made || made.Counts.GetValueOrDefault("examples") > 0;

    /// <summary>Whether mining found that there is nothing left to solve.</summary>
    internal static bool IsSolved(StageLedger ledger, ArmRound round) =>
        ledger.Find(round.NameOf(MineStage.Name)) is { } mined && mined.Counts.GetValueOrDefault(RoundMineStage.Unsolved) == 0;

    /// <summary>Whether there is something to fine-tune on, or it is not known yet.</summary>
    internal static bool HasExamples(StageLedger ledger, ArmRound round) =>
        ledger.Find(round.NameOf("examples/" + round.Arm)) is not { } made || made.Counts.GetValueOrDefault("examples") > 0;
}
