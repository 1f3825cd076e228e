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

    /// <summary>Whether the servers' log-probs of a short text are compared with the model's own, computed here; it needs the memory of the
    /// model.</summary>
    public bool CompareWithLocal { get; init; } = true;

    /// <summary>There are addresses, and none holds a secret.</summary>
    public IEnumerable<string> Validate()
    {
        if (Endpoints.Count == 0)
        {
            yield return "endpoints is empty; expected at least one address such as http://127.0.0.1:8000.";
        }

        foreach (var endpoint in Endpoints)
        {
            if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                yield return $"endpoints has \"{endpoint}\", which is no address such as http://127.0.0.1:8000.";
            }
            else if (address.UserInfo.Length > 0)
            {
                yield return $"endpoints has a password for {address.Host}, which would be written down; name the variable of a key with "
                    + $"api_key_env.";
            }
        }

        if (Endpoints.Distinct(StringComparer.OrdinalIgnoreCase).Count() < Endpoints.Count)
        {
            yield return "endpoints has an address twice.";
        }
    }
}
