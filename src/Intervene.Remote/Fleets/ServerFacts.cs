namespace Intervene.Remote.Fleets;

/// <summary>What a server says of itself.</summary>
/// <param name="Version">The server's version, e.g. <c>0.26.0</c>; empty where it does not say.</param>
/// <param name="Model">The name that it knows the model by.</param>
/// <param name="Weights">Where its weights come from.</param>
/// <param name="WeightVersion">Which version of weights it has; empty where it does not say.</param>
/// <param name="ContextLength">Tokens of prompt and completion together, at most.</param>
internal sealed record ServerFacts(string Version, string Model, string Weights, string WeightVersion, int ContextLength);
