namespace Intervene.Options;

/// <summary>The servers of one trained policy.</summary>
public sealed record PolicyEndpointsOptions
{
    /// <summary>The policy: an arm and a stage, e.g. <c>int/sft</c> or <c>int/rl</c>.</summary>
    public required string Policy { get; init; }

    /// <summary>The servers' addresses.</summary>
    public required IReadOnlyList<string> Endpoints { get; init; }

    /// <summary>The name that these servers know the policy by; null takes the first that a server lists.</summary>
    public string? Model { get; init; }

    /// <summary>It is the name of a policy, and there are addresses.</summary>
    public IEnumerable<string> Validate()
    {
        if (Policy.Split('/') is not [var arm, "sft" or "rl"] || !ArmOptions.IsName(arm))
        {
            yield return $"policy \"{Policy}\" is none; expected an arm and a stage, such as int/sft or int/rl.";
        }

        foreach (var complaint in FleetOptions.Complaints(Endpoints))
        {
            yield return complaint;
        }
    }
}
