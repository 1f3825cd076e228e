namespace Intervene.Remote.Graders;

/// <summary>A row that a verifier of the user's could not grade.</summary>
/// <param name="verdict">The failure's name, which becomes the row's verdict.</param>
/// <param name="reason">What happened.</param>
/// <param name="isWorthAnotherTry">Whether the row may be graded at a second try.</param>
internal sealed class GraderFault(string verdict, string reason, bool isWorthAnotherTry) : Exception(reason)
{
    /// <summary>The process ended, or closed its output, before it answered.</summary>
    public const string Died = "verifier_died";

    /// <summary>No answer came within the time limit.</summary>
    public const string TimedOut = "verifier_timed_out";

    /// <summary>The answer is none: no JSON, another row's, or a reward that is no finite number.</summary>
    public const string Unreadable = "verifier_unreadable";

    /// <summary>The server cannot be reached, or answers with an error.</summary>
    public const string Unreachable = "verifier_unreachable";

    /// <summary>The verifier says itself that it has no reward for the row.</summary>
    public const string NoReward = "verifier_no_reward";

    /// <summary>The failure's name.</summary>
    public string Verdict { get; } = verdict;

    /// <summary>Whether the row may be graded at a second try.</summary>
    public bool IsWorthAnotherTry { get; } = isWorthAnotherTry;
}
