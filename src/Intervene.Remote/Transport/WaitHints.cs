using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Intervene.Remote.Transport;

/// <summary>
/// How long a server asks to wait: in <c>retry-after-ms</c>, in <c>Retry-After</c> as seconds or as a date, or in the words of its body.
/// </summary>
internal static partial class WaitHints
{
    private const double LongestWait = 365 * 24 * 3600.0;

    /// <summary>The wait, or null where the server does not say.</summary>
    public static TimeSpan? Read(HttpResponseHeaders headers, string body, DateTimeOffset now) =>
        Seconds(Header(headers, "retry-after-ms")) is { } ms ? Span(ms / 1000)
        : Header(headers, "Retry-After") is { } after && FromHeader(after, headers.Date ?? now) is { } wait ? wait
        : FromBody(body);

    private static TimeSpan? FromHeader(string text, DateTimeOffset now) =>
        Seconds(text) is { } seconds ? Span(seconds)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? Span((date - now).TotalSeconds)
        : null;

    /// <summary>The wait that a body names: <c>"retryDelay": "12s"</c>, <c>"retry_after": 3</c>, "Please try again in 1m2.5s".</summary>
    private static TimeSpan? FromBody(string body)
    {
        if (Field().Match(body) is { Success: true } field && Seconds(field.Groups[1].Value) is { } seconds)
        {
            return Span(seconds);
        }

        var words = Words().Match(body);
        if (!words.Success)
        {
            return null;
        }

        var total = 0.0;
        foreach (Match part in Part().Matches(words.Groups[1].Value))
        {
            total += double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture) * part.Groups[2].Value switch
            {
                "ms" or ['m', 'i', 'l', ..] => 0.001,
                ['m', ..] => 60,
                ['h', ..] => 3600,
                ['d', ..] => 86_400,
                _ => 1,
            };
        }

        return Span(total);
    }

    private static string? Header(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault()
        : null;

    private static double? Seconds(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static TimeSpan Span(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestWait));

    [GeneratedRegex("""(?:"retryDelay"\s*:\s*"|"retry_after(?:_seconds)?"\s*:\s*"?)([0-9.]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Field();

    [GeneratedRegex(@"(?:try again|retry)\s+(?:in|after)\s+((?:[0-9]+(?:\.[0-9]+)?\s*(?:milliseconds|ms|seconds?|sec|s|minutes?|min|m|hours?|" +
        @"h|days?|d)\s*)+)", RegexOptions.IgnoreCase)]
    private static partial Regex Words();

    [GeneratedRegex(@"([0-9]+(?:\.[0-9]+)?)\s*(milliseconds|ms|seconds?|sec|s|minutes?|min|m|hours?|h|days?|d)", RegexOptions.IgnoreCase)]
    private static partial Regex Part();
}
