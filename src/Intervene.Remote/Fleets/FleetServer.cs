using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Files;
using Intervene.Pipeline.Engines;
using Intervene.Remote.Transport;

namespace Intervene.Remote.Fleets;

/// <summary>A server of a fleet: its address, what it said of itself, and how much it has to do.</summary>
/// <param name="http">Carries the requests; it has no time limit of its own.</param>
/// <param name="key">The servers' key.</param>
/// <param name="url">The address.</param>
/// <param name="dialect">How it is spoken to.</param>
/// <param name="limit">How long a sample may take.</param>
internal sealed class FleetServer(HttpClient http, ApiKey key, string url, IDialect dialect, TimeSpan limit)
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(60); // what is no sample of the stage
    private static readonly TimeSpan LongestLoad = TimeSpan.FromMinutes(30); // weights from a disk
    private readonly string _base = url.TrimEnd('/');
    private readonly Stopwatch _busy = new();
    private int _now;

    /// <summary>The address, as records name it.</summary>
    public string Url => _base;

    /// <summary>How it is spoken to.</summary>
    public IDialect Dialect => dialect;

    /// <summary>What it said of itself when it was looked at first, or told to load weights last.</summary>
    public ServerFacts Facts { get; set; } = new("", "", "", "", 0);

    /// <summary>What it answered to the probe then.</summary>
    public ServerAnswer? Probe { get; set; }

    /// <summary>What its log-probs mean.</summary>
    public LogProbMeaning Meaning { get; set; }

    /// <summary>Whether a closing stop token is among the ids; null where that was not seen.</summary>
    public bool? GivesStopToken { get; set; }

    /// <summary>Requests that it has now. Guarded by the fleet.</summary>
    public int Busy
    {
        get => _now;
        set
        {
            _now = value;
            if (value > 0)
            {
                _busy.Start();
            }
            else
            {
                _busy.Stop();
            }
        }
    }

    /// <summary>Why it gets no more requests though it answers; null where that is not so.</summary>
    public string? Change { get; set; }

    /// <summary>Whether it answers. Guarded by the fleet.</summary>
    public bool IsAlive { get; set; } = true;

    /// <summary>Requests that it got. Guarded by the fleet.</summary>
    public long Requests { get; set; }

    /// <summary>Completions that it gave. Guarded by the fleet.</summary>
    public long Completions { get; set; }

    /// <summary>Tokens that it gave. Guarded by the fleet.</summary>
    public long Tokens { get; set; }

    /// <summary>Requests to it that failed. Guarded by the fleet.</summary>
    public long Failures { get; set; }

    /// <summary>The server as records name it: kind, version and address.</summary>
    public string Name => Facts.Version.Length == 0 ? $"{dialect.Name} {_base}" : $"{dialect.Name} {FleetJson.Quote(Facts.Version)} {_base}";

    /// <summary>What it has done.</summary>
    public FleetCount Count => new()
    {
        Server = Name,
        Requests = Requests,
        Retries = Failures,
        Completions = Completions,
        Tokens = Tokens,
        Seconds = _busy.Elapsed.TotalSeconds,
    };

    /// <summary>Asks for a sample of the stage.</summary>
    /// <exception cref="FleetFault">There is none.</exception>
    public Task<ServerAnswer> SampleAsync(SampleQuestion question, CancellationToken cancellation) => SampleAsync(question, limit, cancellation);

    /// <summary>Asks for a short sample that tells something of the server.</summary>
    /// <exception cref="FleetFault">There is none.</exception>
    public Task<ServerAnswer> ProbeAsync(SampleQuestion question, CancellationToken cancellation) =>
        SampleAsync(question, limit < LongestLook ? limit : LongestLook, cancellation);

    /// <summary>Asks for the ids of a text.</summary>
    /// <exception cref="FleetFault">There are none.</exception>
    public async Task<int[]> TokenizeAsync(string text, CancellationToken cancellation)
    {
        var body = dialect.Tokenize(text, Facts.Model);
        var answer = await SendAsync("tokenize", HttpMethod.Post, body, LongestLook, cancellation).ConfigureAwait(false);
        return answer.Get("tokens").Ids()
            ?? throw new FleetFault($"its /tokenize answers {FleetJson.Quote(answer)}; expected tokens", isPassing: false);
    }

    /// <summary>Has it load weights from a directory, and looks at what it says of itself then.</summary>
    /// <exception cref="FleetFault">It did not.</exception>
    public async Task LoadAsync(SampledPolicy policy, string? model, CancellationToken cancellation)
    {
        var (path, body) = dialect.Load(policy) ?? throw new FleetFault("cannot load weights from a directory", isPassing: false);
        var answer = await SendAsync(path, HttpMethod.Post, body, LongestLoad, cancellation).ConfigureAwait(false);
        if (answer.Get("success").ValueKind != JsonValueKind.True)
        {
            throw new FleetFault(
                $"cannot load {policy.Directory}: {FleetJson.Quote(answer.Get("message"))}. It has to see the directory under the same path",
                isPassing: false);
        }

        Facts = await dialect.FactsAsync(this, model, cancellation).ConfigureAwait(false);
        if (Facts.WeightVersion != policy.Version)
        {
            throw new FleetFault(
                $"loaded {policy.Directory} and says that its weights are of version '{FleetJson.Quote(Facts.WeightVersion)}'; expected "
                + $"'{policy.Version}'",
                isPassing: false);
        }
    }

    /// <summary>Reads a page as JSON.</summary>
    /// <exception cref="FleetFault">It is none.</exception>
    public Task<JsonElement> GetAsync(string path, CancellationToken cancellation) =>
        SendAsync(path, HttpMethod.Get, null, LongestLook, cancellation);

    private async Task<ServerAnswer> SampleAsync(SampleQuestion question, TimeSpan most, CancellationToken cancellation)
    {
        var body = dialect.Ask(question, Facts.Model);
        var answer = dialect.Read(
            await SendAsync(dialect.SamplePath, HttpMethod.Post, body, most, cancellation).ConfigureAwait(false), question);
        AnswerCheck.Require(answer, question);
        return answer;
    }

    private async Task<JsonElement> SendAsync(string path, HttpMethod method, JsonObject? body, TimeSpan most, CancellationToken cancellation)
    {
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        inTime.CancelAfter(most);
        try
        {
            using var request = new HttpRequestMessage(method, $"{_base}/{path}") { Content = body is null ? null : JsonContent.Create(body) };
            key.AddTo(request, "Authorization", "Bearer ");
            using var answer = await http.SendAsync(request, inTime.Token).ConfigureAwait(false);
            var text = await answer.Content.ReadAsStringAsync(inTime.Token).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? Parse(path, text) : throw Refused(path, answer, text);
        }
        catch (HttpRequestException fault)
        {
            throw new FleetFault(
                $"cannot be reached: {FleetJson.Quote(fault.GetBaseException().Message.TrimEnd('.'))}", isPassing: true, isLost: true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new FleetFault(
                FormattableString.Invariant($"gave no answer to /{path} within {most.TotalSeconds:0.#} s (timeout_seconds)"),
                isPassing: true, isLost: true);
        }
    }

    private JsonElement Parse(string path, string text)
    {
        try
        {
            using var json = JsonText.Document(text);
            var root = json.RootElement.Clone();

            // An error can come under status 200: llama.cpp's overflow, and whatever fails late.
            return root.Get("error") is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } error
                ? throw new FleetFault(
                    $"answers /{path} with the error {Quote(error.ToString())}", isPassing: error.Get("code").Whole() is null or >= 500 or 429)
                : root;
        }
        catch (JsonException)
        {
            throw new FleetFault($"answers /{path} with \"{Quote(text)}\", which is no JSON", isPassing: true);
        }
    }

    private FleetFault Refused(string path, HttpResponseMessage answer, string text)
    {
        var status = answer.StatusCode;
        var hint = status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? " (the key: engine.api_key_env)" : "";
        return new FleetFault(
            $"answers /{path} with {(int)status}{hint}: {Quote(text)}",
            isPassing: status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError,
            isLost: status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
            wait: answer.Headers.RetryAfter?.Delta);
    }

    private string Quote(string text) => FleetJson.Quote(key.Redact(text));
}
