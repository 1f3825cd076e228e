using System.Text.Json;
using Intervene.Files;
using Intervene.Interventions;
using Intervene.Pipeline.Checkers;

namespace Intervene.Pipeline.Stages;

/// <summary>Makes <c>04-interventions.jsonl</c> of what the oracles replied.</summary>
internal static class ProposalFile
{
    /// <summary>Writes the proposals of all replies in the order of the rollouts, one rollout after the other.</summary>
    /// <returns>The corrections and the refusals.</returns>
    public static (long Corrections, long Refusals) Write(
        RunSession run, IEnumerable<WrongAttempt> attempts, IReadOnlyList<IOracle> oracles, Func<WrongAttempt, IOracle, OracleReply?> replied)
    {
        var (corrections, refusals) = (0L, 0L);
        AtomicFile.Write(run.Paths.Interventions, stream =>
        {
            foreach (var attempt in attempts)
            {
                var number = 0;
                foreach (var (oracle, reply) in oracles.Select(oracle => (oracle, replied(attempt, oracle))))
                {
                    foreach (var proposal in reply is null ? [] : Build(run, attempt, oracle, reply, number))
                    {
                        JsonSerializer.Serialize(stream, proposal, RecordJson.Options);
                        stream.Write("\n"u8);
                        number++;
                        corrections += proposal is Correction ? 1 : 0;
                        refusals += proposal is Refusal ? 1 : 0;
                    }
                }
            }
        });
        return (corrections, refusals);
    }

    /// <summary>The proposals of one reply.</summary>
    public static IReadOnlyList<Proposal> Build(RunSession run, WrongAttempt attempt, IOracle oracle, OracleReply reply, int firstNumber = 0) =>
        ProposalBuilder.Build(
            attempt.Problem, attempt.Rollout, attempt.Steps, oracle.Name, reply,
            new ProposalRules
            {
                Encode = run.Tokenizer.EncodeText,
                Room = run.Config.ContextLength - 1,
                TokenBytes = id => run.Tokenizer.TokenBytes(id).ToArray(),
                Split = run.Options.Split,
                Leak = run.Options.Propose.Leak,
                Most = run.Options.Propose.Proposals,
            },
            firstNumber);
}
