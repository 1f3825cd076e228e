using Intervene.Interventions;

namespace Intervene.Examples;

/// <summary>Writes whole solutions: a language model behind a server, or the policy itself.</summary>
public interface ISolutionWriter
{
    /// <summary>The writer's name, as artifacts record it.</summary>
    string Name { get; }

    /// <summary>Writes a solution.</summary>
    /// <param name="question">The problem, with the attempt to rewrite where the prompt asks for one.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The text ungraded, or the reason why there is none.</returns>
    Task<WrittenSolution> WriteAsync(OracleQuestion question, CancellationToken cancellation);
}
