using System.Reflection;
using System.Text.Json;

namespace Intervene.Serving.Rewards;

/// <summary>Python files that make a trainer without an HTTP contract of its own ask the reward server.</summary>
public static class RewardHook
{
    /// <summary>verl's <c>compute_score</c>.</summary>
    /// <param name="url">The server.</param>
    /// <param name="keyVariable">The environment variable that holds the key where the trainer runs.</param>
    public static string Verl(Uri url, string keyVariable) => Fill("verl.py", url, keyVariable);

    /// <summary>A reward function of TRL.</summary>
    /// <param name="url">The server.</param>
    /// <param name="keyVariable">The environment variable that holds the key where the trainer runs.</param>
    public static string Trl(Uri url, string keyVariable) => Fill("trl.py", url, keyVariable);

    private static string Fill(string template, Uri url, string keyVariable) => Read(template)
        .Replace("@CLIENT@", Read("client.py"), StringComparison.Ordinal)
        .Replace("@URL@", JsonSerializer.Serialize(url.ToString().TrimEnd('/')), StringComparison.Ordinal)
        .Replace("@KEY_VARIABLE@", JsonSerializer.Serialize(keyVariable), StringComparison.Ordinal);

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
