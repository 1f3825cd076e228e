namespace Intervene.Interventions.Claims;

/// <summary>A relation between two sides of a claim.</summary>
/// <param name="Sign">One of <c>= ≈ &lt; &gt; ≤ ≥ ≠ ≡</c>.</param>
/// <param name="Start">Where it begins in the step, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct ClaimRelation(string Sign, int Start, int End);
