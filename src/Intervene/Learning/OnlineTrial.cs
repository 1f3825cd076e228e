namespace Intervene.Learning;

/// <summary>How an intervention did when the policy went on from it.</summary>
/// <param name="Number">The intervention's number among those of its attempt.</param>
/// <param name="Correct">Continuations that were right.</param>
/// <param name="Tries">Continuations that have a grade.</param>
/// <param name="Tokens">Tokens of all of them.</param>
public sealed record OnlineTrial(int Number, int Correct, int Tries, long Tokens);
