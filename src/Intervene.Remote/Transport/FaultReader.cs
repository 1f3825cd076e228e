using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Intervene.Prompting;

namespace Intervene.Remote.Transport;

/// <summary>Tells from a status and a body what kind of failure it is; vendors use one status for several kinds.</summary>
internal static partial class FaultReader
{
    private const int LongestQuote = 400;

    /// <summary>The fault of a refused request.</summary>
    /// <param name="host">Who answered, for the message.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The body, without the key.</param>
    /// <param name="wait">How long the server asks to wait.</param>
    public static ServerFault Of(string host, int status, string body, TimeSpan? wait)
    {
        var kind = Kind(status, body, wait);
        return new(kind, $"{host} answered {status}: {Words(body)}{Advice(kind, status)}") { Status = status, Wait = wait, Body = body };
    }

    /// <summary>The fault of an error object inside an answer of status 200 or of a stream.</summary>
    public static ServerFault OfError(string host, JsonNode error, string body)
    {
        var fields = error as JsonObject;
        var status = Number(fields?["code"]) ?? Number(fields?["status"]) ?? Number(fields?["status_code"]) ?? (Overloaded().IsMatch(body) ? 529
            : 502);
        return Of(host, status is >= 400 and < 600 ? status : 502, body, null);
    }

    /// <summary>The words of an error body: its message where it is JSON, else its beginning as one line of plain text.</summary>
    public static string Words(string body)
    {
        var text = LenientJson.TryRead(body, 0, out var json, out _) && Message(json) is { } message ? message
            : Tags().Replace(Invisible().Replace(body, " "), " ");
        text = Blanks().Replace(new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]), " ").Trim();
        return text.Length == 0 ? "nothing." : text.Length > LongestQuote ? text[..LongestQuote] + "…" : text;
    }

    private static FaultKind Kind(int status, string body, TimeSpan? wait) => status switch
    {
        402 => wait is null ? FaultKind.Money : FaultKind.RateLimit,
        429 when Money().IsMatch(body) || (wait is null && Billing().IsMatch(body)) => FaultKind.Money,
        429 => FaultKind.RateLimit,
        401 or 403 => FaultKind.Setup,
        404 or 405 => FaultKind.Setup,
        400 when UnknownModel().IsMatch(body) => FaultKind.Setup,
        408 or 409 or 425 => FaultKind.Transient,
        >= 300 and < 400 => FaultKind.Setup,
        501 or 505 or 511 => FaultKind.Setup,
        >= 500 => FaultKind.Transient,
        _ => FaultKind.BadRequest,
    };

    private static string Advice(FaultKind kind, int status) => kind switch
    {
        FaultKind.Money => " No further request is sent; raise the limit with the vendor and start the same command again.",
        FaultKind.Setup when status is 401 or 403 => " Check the key in the variable that api_key_env names, and its rights.",
        FaultKind.Setup when status is 404 or 400 => " Check model and endpoint.",
        FaultKind.Setup => " Check the endpoint.",
        _ => "",
    };

    private static string? Message(JsonNode? json) => json switch
    {
        JsonArray { Count: > 0 } list => Message(list[0]),
        JsonObject table => Message(table["error"]) ?? Text(table["message"]) ?? Text(table["detail"]) ?? Text(table["error_description"]),
        JsonValue value => Text(value),
        _ => null,
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text
        : null;

    private static int? Number(JsonNode? node) =>
        node is JsonValue value && (value.TryGetValue<int>(out var number) || int.TryParse(value.ToString(), out number)) ? number : null;

    [GeneratedRegex(@"insufficient_quota|credit_balance|spend_limit|usage_limit_exceeded|limit""?:\s*0\b", RegexOptions.IgnoreCase)]
    private static partial Regex Money();

    [GeneratedRegex("billing|payment|credit balance|exceeded your current quota", RegexOptions.IgnoreCase)]
    private static partial Regex Billing();

    [GeneratedRegex(@"model_not_found|model[^""]{0,80}(?:does not exist|not found|not exist)|unknown model|invalid model", RegexOptions.IgnoreCase)]
    private static partial Regex UnknownModel();

    [GeneratedRegex("overloaded", RegexOptions.IgnoreCase)]
    private static partial Regex Overloaded();

    [GeneratedRegex(@"<(script|style)\b.*?</\1>|<!--.*?-->", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Invisible();

    [GeneratedRegex("<[^<>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
