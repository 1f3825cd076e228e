namespace Intervene.Options;

/// <summary>How the paper's evaluations decode (appendix E), by name; <c>evaluate.decoding</c> chooses one.</summary>
public static class DecodingPresets
{
    private const int MaxTokens = 32_768; // the appendix names none; a shorter context ends a sample sooner

    /// <summary>The presets by name.</summary>
    public static IReadOnlyDictionary<string, SamplingOptions> All { get; } = new Dictionary<string, SamplingOptions>(StringComparer.Ordinal)
    {
        ["int-paper-e3"] = new() { Temperature = 0.6, TopP = 0.95, TopK = 20, MaxTokens = MaxTokens },
        ["int-paper-qwen3"] = new() { Temperature = 0.7, TopP = 0.8, TopK = 20, MaxTokens = MaxTokens },
    };

    /// <summary>What is wrong with a name; null where there is such a preset.</summary>
    /// <param name="name">The name.</param>
    public static string? Complaint(string name) => All.ContainsKey(name) ? null
        : $"decoding \"{name}\" is unknown: expected one of {string.Join(", ", All.Keys)}, or null for the distribution of sampling.";
}
