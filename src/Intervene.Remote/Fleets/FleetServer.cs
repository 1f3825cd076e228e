using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Intervene.Remote.Fleets;

/// <summary>A server of a fleet: its address, what it said of itself, and how much it has to do.</summary>
/// <param name="http">Carries the requests.</param>
/// <param name="url">The address.</param>
/// <param name="dialect">How it is spoken to.</param>
internal sealed class FleetServer(HttpClient http, string url, IDialect dialect)
{
    private const string CannotBeReached = "cannot be reached";
    private readonly string _base = url.TrimEnd('/');

    /// <summary>The address, as records name it.</summary>
    public string Url => _base;

    /// <summary>How it is spoken to.</summary>
    public IDialect Dialect => dialect;

    /// <summary>What it said of itself when it was looked at first.</summary>
    public ServerFacts Facts { get; set; } = new("", "", "", 0);

    /// <summary>What it answered to the probe then.</summary>
    public ServerAnswer? Probe { get; set; }

    /// <summary>Requests that it has now. Guarded by the fleet.</summary>
    public int Busy { get; set; }

    /// <summary>Whether it answers. Guarded by the fleet.</summary>
    public bool IsAlive { get; set; } = true;

    /// <summary>Completions that it gave. Guarded by the fleet.</summary>
    public long Completions { get; set; }

    /// <summary>Tokens that it gave. Guarded by the fleet.</summary>
    public long Tokens { get; set; }

    /// <summary>Requests to it that failed. Guarded by the fleet.</summary>
    public long Failures { get; set; }

    /// <summary>The server as records name it: kind, version and address.</summary>
    public string Name => Facts.Version.Length == 0 ? $"{dialect.Name} {_base}" : $"{dialect.Name} {Facts.Version} {_base}";

    /// <summary>Asks for a sample.</summary>
    /// <exception cref="FleetFault">There is none.</exception>
    public async Task<ServerAnswer> SampleAsync(SampleQuestion question, CancellationToken cancellation) =>
        dialect.Read(await PostAsync(dialect.SamplePath, dialect.Ask(question, Facts.Model), cancellation).ConfigureAwait(false));

    /// <summary>Asks for the ids of a text.</summary>
    /// <exception cref="FleetFault">There are none.</exception>
    public async Task<int[]> TokenizeAsync(string text, CancellationToken cancellation)
    {
        var answer = await PostAsync("tokenize", dialect.Tokenize(text, Facts.Model), cancellation).ConfigureAwait(false);
        return answer.Get("tokens").Ids()
            ?? throw new FleetFault($"its /tokenize answers {FleetJson.Quote(answer)}; expected tokens", isPassing: false);
    }

    /// <summary>Reads a page as JSON.</summary>
    /// <exception cref="FleetFault">It is none.</exception>
    public Task<JsonElement> GetAsync(string path, CancellationToken cancellation) => SendAsync(path, HttpMethod.Get, null, cancellation);

    private Task<JsonElement> PostAsync(string path, JsonObject body, CancellationToken cancellation) =>
        SendAsync(path, HttpMethod.Post, body, cancellation);

    private async Task<JsonElement> SendAsync(string path, HttpMethod method, JsonObject? body, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(method, $"{_base}/{path}") { Content = body is null ? null : JsonContent.Create(body) };
            using var answer = await http.SendAsync(request, cancellation).ConfigureAwait(false);
            var text = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? Parse(path, text) : throw Refused(path, answer.StatusCode, text);
        }
        catch (HttpRequestException fault)
        {
            throw new FleetFault($"{CannotBeReached}: {fault.Message.TrimEnd('.')}", isPassing: true, isLost: true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new FleetFault(FormattableString.Invariant(
                $"gave no answer within {http.Timeout.TotalSeconds:0.#} s (timeout_seconds)"), isPassing: true, isLost: true);
        }
    }

    private static JsonElement Parse(string path, string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement.Clone();
            // An error can come under status 200: llama.cpp's overflow, and whatever fails late.
            return root.Get("error").ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? root
                : throw new FleetFault(
                    $"answers /{path} with the error {FleetJson.Quote(root.Get("error"))}",
                    isPassing: root.Get("error").Get("code").Whole() is null or >= 500 or 429);
        }
        catch (JsonException)
        {
            throw new FleetFault($"answers /{path} with \"{FleetJson.Quote(text)}\", which is no JSON", isPassing: true);
        }
    }

    private static FleetFault Refused(string path, HttpStatusCode status, string text) =>
        new($"answers /{path} with {(int)status}: "
            + $"{FleetJson.Quote(text)}", status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
            or >= HttpStatusCode.InternalServerError, status is HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout);
}
