using System.Text.Json.Serialization;

namespace Intervene.Interventions;

/// <summary>How far a text gives the gold answer away.</summary>
public sealed record Leak
{
    /// <summary>From this score on a text states the answer.</summary>
    public const double Threshold = 0.5;

    /// <summary>Nothing is given away.</summary>
    public static Leak None { get; } = new();

    /// <summary>0 (nothing) … 1 (the answer in a box).</summary>
    public double Score { get; init; }

    /// <summary>The rule that gave the score; null where it is 0.</summary>
    public LeakRule? Rule { get; init; }

    /// <summary>Where the answer stands in the text, in UTF-16 units; 0 where no place is meant.</summary>
    public int Start { get; init; }

    /// <summary>The length of the answer in the text; 0 where no place is meant.</summary>
    public int Length { get; init; }

    /// <summary>The share of the reference solution's results, its last one left out, that the text states: 0 … 1.</summary>
    public double Operations { get; init; }

    /// <summary>Whether the text states the answer.</summary>
    [JsonIgnore]
    public bool IsLeak => Score >= Threshold;
}
