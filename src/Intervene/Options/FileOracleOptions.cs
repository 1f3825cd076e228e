namespace Intervene.Options;

/// <summary>A file of what a person or another program found, a line an attempt.</summary>
public sealed record FileOracleOptions : OracleOptions
{
    /// <summary>JSON lines; a relative path starts from the current folder.</summary>
    public required string Path { get; init; }

    /// <summary>A file has a name.</summary>
    public IEnumerable<string> Validate()
    {
        if (Path.Length == 0)
        {
            yield return "path is empty.";
        }
    }
}
