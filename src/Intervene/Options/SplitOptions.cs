namespace Intervene.Options;

/// <summary>Cutting rollouts into steps.</summary>
public sealed record SplitOptions
{
    /// <summary>The text between two steps.</summary>
    public string Separator { get; init; } = "\n\n";

    /// <summary>The separator is not empty.</summary>
    public IEnumerable<string> Validate()
    {
        if (Separator.Length == 0)
        {
            yield return "separator is empty.";
        }
    }
}
