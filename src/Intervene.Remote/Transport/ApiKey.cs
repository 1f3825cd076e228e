namespace Intervene.Remote.Transport;

/// <summary>A server's key: read from an environment variable, sent in a header, and written nowhere.</summary>
public sealed class ApiKey
{
    private readonly string? _value;

    private ApiKey(string? value, string? fault) => (_value, Fault) = (value, fault);

    /// <summary>No key: what servers of one's own need.</summary>
    public static ApiKey None { get; } = new(null, null);

    /// <summary>Why the key cannot be used, in words without the key; null where it can.</summary>
    public string? Fault { get; }

    /// <summary>Reads a key.</summary>
    /// <param name="variable">The environment variable's name; null for no key.</param>
    public static ApiKey FromEnvironment(string? variable)
    {
        if (variable is null)
        {
            return None;
        }

        return Environment.GetEnvironmentVariable(variable) switch
        {
            null => new(
                null, $"the environment variable {variable}, which api_key_env names, is not set; set it to the server's key and start the " +
                    $"same command again."),
            "" => new(
                null, $"the environment variable {variable}, which api_key_env names, is empty; set it to the server's key and start the same " +
                    $"command again."),
            var value when value.Any(c => c is <= ' ' or > '~') =>
                new(null,
                    $"the environment variable {variable} holds a line break, a blank or another character that no key has; set it to the key " +
                    $"alone."),
            var value => new(value, null),
        };
    }

    /// <summary>Puts the key into a request's headers.</summary>
    internal void AddTo(HttpRequestMessage request, string header, string prefix)
    {
        if (_value is not null)
        {
            request.Headers.TryAddWithoutValidation(header, prefix + _value);
        }
    }

    /// <summary>A text without the key: servers repeat it in their errors.</summary>
    public string Redact(string text) => _value is { Length: > 3 } ? text.Replace(_value, "[key]", StringComparison.Ordinal) : text;

    /// <summary>Never the key.</summary>
    public override string ToString() => _value is null ? "no key" : "[key]";
}
