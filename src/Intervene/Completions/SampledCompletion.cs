namespace Intervene.Completions;

/// <summary>A completion that has ended; its sample index says which of the request's it is.</summary>
/// <param name="Request">The request's position in the list, 0-based.</param>
/// <param name="Completion">What was sampled.</param>
public sealed record SampledCompletion(int Request, Completion Completion);
