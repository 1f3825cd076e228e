using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>A server of the user's that grades, in OpenRLHF's shape: <c>{"query":[],"prompts":[],"labels":[]}</c> in, <c>{"rewards":[]}</c>
/// out.</summary>
public sealed record HttpGraderOptions : GraderOptions
{
    /// <summary>The address.</summary>
    public required string Url { get; init; }

    /// <summary>How many rows go into one request.</summary>
    [Range(1, 100_000)]
    public int Batch { get; init; } = 64;

    /// <summary>How long one answer may take.</summary>
    [Range(0.001, 86_400.0)]
    public double TimeoutSeconds { get; init; } = 180;

    /// <summary>The environment variable of the server's key; null sends none.</summary>
    public string? ApiKeyEnv { get; init; }

    /// <summary>The address is one, and holds no secret.</summary>
    public IEnumerable<string> Validate()
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            yield return "url is no address such as http://127.0.0.1:8000/reward.";
        }
        else if (address.UserInfo.Length > 0)
        {
            yield return "url holds a password, which would be written down; name the variable of a key with api_key_env.";
        }
    }
}
