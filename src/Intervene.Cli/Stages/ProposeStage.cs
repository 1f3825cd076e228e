using Intervene.Interventions;
using Intervene.Runs;
using Intervene.Steps;

namespace Intervene.Cli.Stages;

/// <summary>Asks the oracle for the first critical error of every wrong rollout and a corrected step (Algorithm 1, lines 4 to 7).</summary>
internal static class ProposeStage
{
    public const string Name = "propose";

    public static void Run(RunSession session) => session.Stage(Name, report =>
    {
        session.Require(SplitStage.Name);
        var problems = session.Mined().ToDictionary(mined => mined.Problem.Id, mined => mined.Problem, StringComparer.Ordinal);
        var oracle = new ReferenceSolutionOracle(Grader.Same);
        long wrong = 0, proposed = 0;
        RequireTogether(session);
        JsonLines.Truncate(session.Paths.Interventions, 0);
        using var writer = JsonLinesWriter<Proposal>.Open(session.Paths.Interventions);
        foreach (var (rollout, steps) in session.Rollouts().Zip(JsonLines.Read<SplitRollout>(session.Paths.Steps)))
        {
            session.Cancellation.ThrowIfCancellationRequested();
            if (rollout.Reward > 0)
            {
                continue;
            }

            var reply = oracle.Propose(problems[rollout.ProblemId], rollout, steps);
            var proposals = ProposalBuilder.Build(rollout, steps, oracle.Name, reply, session.Tokenizer.Encode, session.Options.Split.Separator);
            writer.Append(proposals);
            wrong++;
            proposed += proposals.Count(proposal => proposal.Intervention is not null);
            report(wrong, wrong, $"{proposed} interventions");
        }

        return new Dictionary<string, long> { ["wrong"] = wrong, ["interventions"] = proposed };
    });

    /// <summary>Steps and rollouts are read side by side: each has its partner.</summary>
    private static void RequireTogether(RunSession session)
    {
        if (!session.Rollouts().Select(rollout => (rollout.ProblemId, rollout.Completion.Sample))
            .SequenceEqual(JsonLines.Read<SplitRollout>(session.Paths.Steps).Select(steps => (steps.ProblemId, steps.Sample))))
        {
            throw new InterveneException($"{session.Paths.Steps} is not of the rollouts in {session.Paths.Rollouts}: expected one record each, in the same order. Put the run's own file back, or start the run anew with --overwrite.");
        }
    }
}
