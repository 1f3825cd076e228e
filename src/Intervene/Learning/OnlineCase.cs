namespace Intervene.Learning;

/// <summary>A problem that oracles are to be asked about.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Visits">Its groups in a row without reward.</param>
/// <param name="Attempts">The rollouts to ask about, one after the other: finished ones first.</param>
/// <param name="Calls">The calls of oracles that it may take.</param>
public sealed record OnlineCase(RlProblem Problem, int Visits, IReadOnlyList<RlRollout> Attempts, int Calls);
