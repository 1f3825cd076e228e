using Intervene.Completions;

namespace Intervene.Pipeline.Engines;

/// <summary>Measures a policy while it trains.</summary>
/// <param name="Every">Steps between two measurements; the start and the last step are measured too.</param>
/// <param name="Chooses">Whether the checkpoint with the greatest measurement stays.</param>
/// <param name="Of">Measures the policy after some steps: the greater, the better. What was measured before is not measured again.</param>
public sealed record RlMeasure(int Every, bool Chooses, Func<int, ICompleter, CancellationToken, double> Of)
{
    /// <summary>Whether the policy is measured after some steps.</summary>
    /// <param name="step">The steps done.</param>
    /// <param name="steps">All steps.</param>
    public bool IsAt(int step, int steps) => step % Every == 0 || step == steps;
}
