using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Intervene.Serving.Hosting;

/// <summary>
/// The key that clients send as <c>Authorization: Bearer KEY</c>, or as the password of an address, <c>http://any:KEY@host</c>, for clients that can
/// send no header. Comparing takes the same time whatever was sent.
/// </summary>
/// <param name="key">The key; null lets everybody of this machine in, but for pages of other sites in a browser.</param>
internal sealed class ApiKey(string? key)
{
    private readonly byte[]? _digest = key is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Lets a request pass.</summary>
    /// <exception cref="RequestFault">The key is missing or wrong, or a page of another site sent the request.</exception>
    public void Check(HttpRequest request)
    {
        if (_digest is null)
        {
            RefuseOtherSites(request.Headers.Origin);
        }
        else if (!CryptographicOperations.FixedTimeEquals(_digest, SHA256.HashData(Encoding.UTF8.GetBytes(Sent(request.Headers.Authorization)))))
        {
            throw new RequestFault(
                StatusCodes.Status401Unauthorized, "The API key is missing or wrong: expected the header 'Authorization: Bearer "
                    + "KEY'.", code: "invalid_api_key");
        }
    }

    private static string Sent(StringValues header)
    {
        var text = header.Count == 1 ? header[0]! : "";
        if (text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return text[7..].Trim();
        }

        var pair = text.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) ? new byte[text.Length] : [];
        return pair.Length > 0
            && Convert.TryFromBase64String(text[6..].Trim(), pair, out var length) && pair.AsSpan(0, length).IndexOf((byte)':') is >= 0 and var colon
            ? Encoding.UTF8.GetString(pair.AsSpan(colon + 1, length - colon - 1))
            : "";
    }

    /// <summary>Without a key the address is the only guard, and a browser on this machine would carry any page's request past it.</summary>
    private static void RefuseOtherSites(StringValues origin)
    {
        var isOwn = origin.Count == 0
            || (Uri.TryCreate(origin[0], UriKind.Absolute, out var site) && (
                site.IsLoopback || IPAddress.TryParse(site.Host, out var ip) && IPAddress.IsLoopback(ip)));
        if (!isOwn)
        {
            throw new RequestFault(
                StatusCodes.Status403Forbidden, "A page of another site sent this request. Start the server with an API key to let such pages in.");
        }
    }
}
