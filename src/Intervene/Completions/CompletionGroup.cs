namespace Intervene.Completions;

/// <summary>All completions of one request, in the order of their sample indices.</summary>
public sealed record CompletionGroup(CompletionRequest Request, IReadOnlyList<Completion> Completions);
