namespace Intervene.Remote.Transport;

/// <summary>How long a request may take and how it is tried again.</summary>
public sealed record RetryTiming
{
    /// <summary>The most further tries after the first.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>
    /// The time limit of one try, from the connection to the last byte. A try that takes longer is not repeated: its reply is paid for all the
    /// same.
    /// </summary>
    public TimeSpan Try { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The time limit of all tries and waits together.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The first wait where the server names none; doubled with each try, then shortened by chance to between its half and its whole.
    /// </summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait where the server names none.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(1);
}
