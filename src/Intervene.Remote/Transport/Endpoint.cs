namespace Intervene.Remote.Transport;

/// <summary>A server's base address, made of what users write: with or without <c>/v1</c>, a closing slash or the full path of a call.</summary>
public sealed class Endpoint
{
    private static readonly string[] Calls = ["/chat/completions", "/messages"];

    private readonly UriBuilder _base;

    private Endpoint(UriBuilder address) => _base = address;

    /// <summary>The address, as cache keys and messages have it.</summary>
    public string Name => _base.Uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>The host.</summary>
    public string Host => _base.Host;

    /// <summary>Reads an address; one without a path gets <c>/v1</c>.</summary>
    /// <exception cref="InterveneException">It is no address of the web, or it carries a secret.</exception>
    public static Endpoint Parse(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new InterveneException($"endpoint is \"{text}\"; expected an address such as https://api.openai.com/v1 or http://localhost:8000.");
        }

        if (uri.UserInfo.Length > 0 || uri.Query.Contains("key=", StringComparison.OrdinalIgnoreCase)
            || uri.Query.Contains("token=", StringComparison.OrdinalIgnoreCase))
        {
            throw new InterveneException(
                $"endpoint at {uri.Host} holds a user name, a password or a key; put the key into an environment variable and its name into " +
                $"api_key_env.");
        }

        var path = uri.AbsolutePath.TrimEnd('/');
        path = Calls.FirstOrDefault(call => path.EndsWith(call, StringComparison.Ordinal)) is { } call ? path[..^call.Length] : path;
        return new(new UriBuilder(uri) { Path = path.Length == 0 ? "/v1" : path, Fragment = "" });
    }

    /// <summary>The address of a call, e.g. <c>chat/completions</c>.</summary>
    public Uri Of(string call) => new UriBuilder(_base.Uri) { Path = $"{_base.Path.TrimEnd('/')}/{call}" }.Uri;
}
