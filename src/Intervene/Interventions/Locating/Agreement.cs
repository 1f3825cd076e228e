using Intervene.Statistics;

namespace Intervene.Interventions.Locating;

/// <summary>How far two oracles agree on where the first error is.</summary>
/// <param name="First">An oracle.</param>
/// <param name="Second">Another.</param>
/// <param name="Exact">Rows where both name the same step, or none.</param>
/// <param name="Near">Rows where both name a step and these are at most one apart, of the rows where both name one.</param>
/// <param name="Kappa">Cohen's κ over the steps named, none being a category of its own.</param>
public sealed record Agreement(string First, string Second, Share Exact, Share Near, double Kappa)
{
    /// <summary>Compares two oracles row by row.</summary>
    /// <param name="first">The first oracle's lines.</param>
    /// <param name="second">The second oracle's lines of the same rows, in the same order.</param>
    public static Agreement Of(IReadOnlyList<LocatedError> first, IReadOnlyList<LocatedError> second)
    {
        var pairs = first.Zip(second).Select(pair => (A: pair.First.Location ?? 0, B: pair.Second.Location ?? 0)).ToArray();
        var both = pairs.Where(pair => pair is { A: > 0, B: > 0 }).ToArray();
        return new Agreement(
            first.FirstOrDefault()?.Oracle ?? "",
            second.FirstOrDefault()?.Oracle ?? "",
            new Share(pairs.Count(pair => pair.A == pair.B), pairs.Length),
            new Share(both.Count(pair => Math.Abs(pair.A - pair.B) <= 1), both.Length),
            CohenKappa.Of(pairs.Select(pair => pair.A).ToArray(), pairs.Select(pair => pair.B).ToArray()));
    }
}
