namespace Intervene.Serving.Rewards;

/// <summary>A row of a request: a response to be graded against a gold answer.</summary>
/// <param name="Gold">The correct answer.</param>
/// <param name="Response">The full response.</param>
/// <param name="IsTruncated">Whether it was cut at a limit: then it has given an answer only if it stands in a box.</param>
internal sealed record RewardRow(string Gold, string Response, bool IsTruncated = false);
