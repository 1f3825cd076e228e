using Intervene.Options;
using Intervene.Reports;

namespace Intervene.Cli.Stages;

/// <summary>The stages in their order: reading this file is reading Algorithm 1.</summary>
internal static class Pipeline
{
    /// <summary>Every stage under its verb.</summary>
    public static IReadOnlyList<(string Verb, string Description, Action<RunSession> Run)> Stages { get; } =
    [
        ("mine", "Find the problems that the base model never solves and split them.", MineStage.Run),
        ("rollout", "Sample the base model's own attempts at the training problems.", RolloutStage.Run),
        ("split", "Cut the attempts into steps.", SplitStage.Run),
        ("propose", "Ask the oracle for the first error of each attempt and one corrected step.", ProposeStage.Run),
        ("filter", "Keep the corrections from which the model goes on to the right answer, beside three controls.", FilterStage.Run),
        ("sft", "Fine-tune every arm on its examples.", session => ForEachArm(session, SftStage.Run)),
        ("rl", "Resume reinforcement learning from every arm's model.", session => ForEachTrained(session, RlStage.Run)),
        ("evaluate", "Measure pass@k of every policy.", session =>
        {
            EvaluateStage.RunBase(session);
            ForEachTrained(session, EvaluateStage.Run);
        }),
        ("report", "Write the report.", session => ReportStage.Run(session)),
    ];

    /// <summary>Runs every stage; finished ones are skipped.</summary>
    public static ReportData RunAll(RunSession session)
    {
        foreach (var (verb, _, run) in Stages)
        {
            if (verb != "report")
            {
                run(session);
            }
        }

        return ReportStage.Run(session);
    }

    private static void ForEachArm(RunSession session, Action<RunSession, ArmOptions> run)
    {
        foreach (var arm in session.Options.Arms)
        {
            run(session, arm);
        }
    }

    /// <summary>Every arm that has something to train on.</summary>
    private static void ForEachTrained(RunSession session, Action<RunSession, ArmOptions> run) => ForEachArm(session, (_, arm) =>
    {
        if (!SftStage.IsLeftOut(session, arm))
        {
            run(session, arm);
        }
    });
}
