namespace Intervene.Interventions.Claims;

/// <summary>A chain of relations that a step asserts: <c>Total = 3 * 4 = 12</c>, <c>3/4 &gt; 0.7</c>, <c>17 ≡ 2 (mod 5)</c>.</summary>
/// <param name="Sides">Its sides, at least two.</param>
/// <param name="Relations">The relations between them, one fewer.</param>
/// <param name="Links">Whether each relation holds between its neighbours.</param>
internal sealed record Claim(IReadOnlyList<ClaimSide> Sides, IReadOnlyList<ClaimRelation> Relations, IReadOnlyList<ClaimTruth> Links)
{
    /// <summary>Whether the step puts it forward as true; false where it tries, supposes or refutes it.</summary>
    public required bool Asserted { get; init; }

    /// <summary>The n of a trailing <c>(mod n)</c>.</summary>
    public Rational? Modulus { get; init; }

    /// <summary>Where the claim begins in the step.</summary>
    public int Start => Sides[0].Start;

    /// <summary>Where it ends.</summary>
    public int End => Sides[^1].End;

    /// <summary>The number of the first false relation, or −1.</summary>
    public int FirstFalse => Links.ToList().IndexOf(ClaimTruth.False);

    /// <summary>False where a relation is false, true where all that can be checked hold and at least one can.</summary>
    public ClaimTruth Truth => FirstFalse >= 0 ? ClaimTruth.False : Links.Contains(ClaimTruth.True) ? ClaimTruth.True : ClaimTruth.Unknown;

    /// <summary>The value that the claim ends in, or null where its last side is not read.</summary>
    public ClaimValue? Result => Sides[^1].Expression?.Value;
}
