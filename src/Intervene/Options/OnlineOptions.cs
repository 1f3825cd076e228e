using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>Asking oracles while reinforcement learning goes on, about problems whose groups stay without reward.</summary>
public sealed record OnlineOptions
{
    /// <summary>
    /// A problem is asked about when so many of its groups in a row had no reward; groups that begin behind a correction do not count.
    /// </summary>
    [Range(1, 1_000_000)]
    public int AfterVisits { get; init; } = 3;

    /// <summary>Whom to ask: one oracle or a list; null is <c>propose.oracle</c>.</summary>
    public IReadOnlyList<OracleOptions>? Oracle { get; init; }

    /// <summary>How an accepted intervention joins: <c>start_state</c> or <c>sft_term</c>.</summary>
    public OnlineUse As { get; init; } = OnlineUse.StartState;

    /// <summary>Rollouts of the group that are asked about, one after the other, until an intervention is accepted.</summary>
    [Range(1, 100_000)]
    public int Attempts { get; init; } = 1;

    /// <summary>Continuations of an intervention that validate it, sampled by the policy as it is; 0 accepts it untried.</summary>
    [Range(0, 100_000)]
    public int Continuations { get; init; } = 8;

    /// <summary>An intervention is accepted when at least this many of them are right.</summary>
    [Range(0, 100_000)]
    public int MinCorrect { get; init; } = 1;

    /// <summary>How often a problem is asked about, at most.</summary>
    [Range(1, 1_000_000)]
    public int AtMostPerProblem { get; init; } = 2;

    /// <summary>Calls of oracles in the whole training, at most; null is no bound.</summary>
    [Range(1, 1_000_000_000)]
    public int? AtMost { get; init; }

    /// <summary>The weight of the cloning loss with <c>sft_term</c>: its mean over tokens times this joins the policy's loss.</summary>
    [Range(1e-6, 1e3)]
    public double Coefficient { get; init; } = 0.1;

    /// <summary>Interventions cloned in one step with <c>sft_term</c>, at most; of more, each has its turn.</summary>
    [Range(1, 1_000_000)]
    public int PerStep { get; init; } = 8;

    /// <summary>Somebody is asked, and the bar can be reached.</summary>
    public IEnumerable<string> Validate()
    {
        if (Oracle is { Count: 0 })
        {
            yield return "oracle is empty: expected at least one, or none named for propose.oracle.";
        }

        if (Continuations > 0 && MinCorrect > Continuations)
        {
            yield return $"min_correct {MinCorrect} is more than continuations {Continuations}: no intervention could be accepted.";
        }
    }
}
