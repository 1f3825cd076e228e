namespace Intervene.Filtering;

/// <summary>How far two oracles agree on where the first error is, over the rollouts that both were asked about.</summary>
/// <param name="First">An oracle.</param>
/// <param name="Second">Another.</param>
/// <param name="Attempts">Rollouts that both were asked about.</param>
/// <param name="Same">Those of them where both name the same step, or none.</param>
/// <param name="BothName">Those of them where both name a step.</param>
/// <param name="Near">Those of <paramref name="BothName"/> where the two are at most one step apart.</param>
/// <param name="Kappa">Cohen's κ over the steps named, none being a category of its own; NaN without a rollout.</param>
public sealed record OracleAgreement(string First, string Second, int Attempts, int Same, int BothName, int Near, double Kappa);
