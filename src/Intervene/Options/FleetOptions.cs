using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>Servers that sample: the same model on each.</summary>
public abstract record FleetOptions : EngineOptions
{
    /// <summary>The servers' addresses, e.g. <c>http://node1:8000</c>.</summary>
    public required IReadOnlyList<string> Endpoints { get; init; }

    /// <summary>The name that the servers know the model by; null takes the first that a server lists.</summary>
    public string? Model { get; init; }

    /// <summary>The environment variable of the servers' key; null sends none.</summary>
    public string? ApiKeyEnv { get; init; }

    /// <summary>Requests that a server has at once, at most.</summary>
    [Range(1, 100_000)]
    public int InFlight { get; init; } = 64;

    /// <summary>How long one completion may take: a server sends nothing until it has ended.</summary>
    [Range(1.0, 604_800.0)]
    public double TimeoutSeconds { get; init; } = 3600;

    /// <summary>How long the stage waits where no server answers, before it stops.</summary>
    [Range(0.0, 604_800.0)]
    public double GiveUpSeconds { get; init; } = 300;

    /// <summary>
    /// Whether the servers' log-probs of a short text, and of some completions, are compared with the model's own, computed here; it needs the memory
    /// of the model.
    /// </summary>
    public bool CompareWithLocal { get; init; } = true;

    /// <summary>Completions of a stage whose log-probs are compared with the model's own, at most; 0 compares none.</summary>
    [Range(0, 100_000)]
    public int ComparedCompletions { get; init; } = 8;

    /// <summary>How the servers get the weights of trained policies; null: they have the base model's, and sample nothing else.</summary>
    public PublishKind? Publish { get; init; }

    /// <summary>With <see cref="PublishKind.EndpointsPerPolicy"/>: the servers of each trained policy.</summary>
    public IReadOnlyList<PolicyEndpointsOptions> Policies { get; init; } = [];

    /// <summary>There are addresses, none holds a secret, and weights can be published as it says.</summary>
    public IEnumerable<string> Validate()
    {
        foreach (var complaint in Complaints(Endpoints))
        {
            yield return complaint;
        }

        if (Publish == PublishKind.SglangDisk && this is not SglangFleetOptions)
        {
            yield return "publish sglang_disk goes with kind sglang: stock vLLM and llama.cpp cannot load weights from a directory. Expected "
                + "endpoints_per_policy, or null.";
        }

        if (Publish == PublishKind.EndpointsPerPolicy != Policies.Count > 0)
        {
            yield return Policies.Count > 0
                ? "policies go with publish endpoints_per_policy."
                : "publish endpoints_per_policy needs policies: the endpoints of each trained policy.";
        }

        foreach (var twice in Policies.GroupBy(policy => policy.Policy, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return $"policies has \"{twice.Key}\" twice.";
        }
    }

    internal static IEnumerable<string> Complaints(IReadOnlyList<string> endpoints)
    {
        if (endpoints.Count == 0)
        {
            yield return "endpoints is empty; expected at least one address such as http://127.0.0.1:8000.";
        }

        foreach (var endpoint in endpoints)
        {
            if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                yield return $"endpoints has \"{endpoint}\", which is no address such as http://127.0.0.1:8000.";
            }
            else if (address.UserInfo.Length > 0 || address.Query.Length > 0)
            {
                yield return $"endpoints has a password or a query for {address.Host}, which would be written down; name the variable of a key with "
                    + "api_key_env.";
            }
        }

        if (endpoints.Select(endpoint => endpoint.TrimEnd('/')).Distinct(StringComparer.OrdinalIgnoreCase).Count() < endpoints.Count)
        {
            yield return "endpoints has an address twice.";
        }
    }
}
