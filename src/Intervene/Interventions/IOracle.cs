namespace Intervene.Interventions;

/// <summary>Finds the first critical error of an attempt and writes the corrected step (μ_cr of Algorithm 1).</summary>
public interface IOracle
{
    /// <summary>The oracle's name, as artifacts record it.</summary>
    string Name { get; }

    /// <summary>Proposes corrected steps for an attempt.</summary>
    /// <param name="question">The problem, the attempt's steps, and what is known of both.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The proposals, or the reason why there is none; a fault of the oracle's own is a reason, never an exception.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    Task<OracleReply> ProposeAsync(OracleQuestion question, CancellationToken cancellation);
}
