namespace Intervene.Rewards;

/// <summary>What a response earned.</summary>
/// <param name="Reward">1 for a correct final answer, else 0; a verifier of the user's may give other finite numbers. Null where a verifier failed:
/// no reward is known.</param>
/// <param name="Verdict">The outcome in snake_case, e.g. <c>correct, wrong, no_answer, unparsable, out_of_fuel</c>.</param>
/// <param name="Reason">The outcome in words, where the verifier gives some.</param>
/// <param name="Answer">What the verifier took for the answer, equal for equal answers where it can tell; null where it took none or does not
/// say.</param>
public readonly record struct Grade(double? Reward, string Verdict, string? Reason = null, string? Answer = null);
