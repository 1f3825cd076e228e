using Intervene.Pipeline.Checkers;

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
    public static ApiKey FromEnvironment(string? variable) => variable is null ? None
        : OracleKeys.FaultOf(variable) is { } fault ? new(null, fault)
        : new(Environment.GetEnvironmentVariable(variable), null);

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
