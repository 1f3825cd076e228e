using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Intervene.Files;
using Intervene.Options;
using Intervene.Rewards;
using Polly;
using Polly.Retry;

namespace Intervene.Remote.Graders;

/// <summary>
/// Posts rows in OpenRLHF's shape: <c>{"query":[],"prompts":[],"labels":[]}</c> becomes <c>{"rewards":[]}</c>; <c>verdicts</c> and <c>reasons</c> are
/// taken where they come. Refused connections, resets, time-outs, 429 and 5xx are tried again.
/// </summary>
internal sealed class GraderClient : IDisposable
{
    private const int Tries = 4;
    private readonly HttpGraderOptions _options;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline<string> _tries;

    /// <summary>Makes a client.</summary>
    /// <param name="options">The server.</param>
    /// <param name="handler">Carries the requests; null for the network.</param>
    /// <param name="firstWait">The wait before the second try; doubled before each further one.</param>
    /// <exception cref="InterveneException">The variable of the key is not set.</exception>
    public GraderClient(HttpGraderOptions options, HttpMessageHandler? handler, TimeSpan? firstWait)
    {
        _options = options;
        _http = new HttpClient(handler ?? new SocketsHttpHandler())
        {
            Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
            MaxResponseContentBufferSize = 256 << 20,
        };
        if (options.ApiKeyEnv is { } variable)
        {
            var key = Environment.GetEnvironmentVariable(variable);
            _http.DefaultRequestHeaders.Authorization = string.IsNullOrWhiteSpace(key)
                ? throw new InterveneException(
                    $"verifier.api_key_env: the environment has no variable {variable}, or it is empty. Put the server's key into it.")
                : new AuthenticationHeaderValue("Bearer", key.Trim());
        }

        _tries = new ResiliencePipelineBuilder<string>().AddRetry(new RetryStrategyOptions<string>
        {
            MaxRetryAttempts = Tries - 1,
            BackoffType = DelayBackoffType.Exponential,
            Delay = firstWait ?? TimeSpan.FromSeconds(1),
            ShouldHandle = new PredicateBuilder<string>().Handle<GraderFault>(fault => fault.IsWorthAnotherTry),
        }).Build();
    }

    /// <summary>Asks for the grades of rows.</summary>
    /// <returns>One grade a row, in their order.</returns>
    /// <exception cref="GraderFault">There are none.</exception>
    public async Task<Grade[]> PostAsync(GraderRow[] rows, CancellationToken cancellation) =>
        Read(await _tries.ExecuteAsync(
            async token => await SendAsync(rows, token).ConfigureAwait(false), cancellation).ConfigureAwait(false), rows.Length);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<string> SendAsync(GraderRow[] rows, CancellationToken cancellation)
    {
        var body = new
        {
            query = rows.Select(row => row.Prompt + row.Response),
            prompts = rows.Select(row => row.Prompt),
            labels = rows.Select(row => row.Gold),
        };
        try
        {
            using var answer = await _http.PostAsJsonAsync(_options.Url, body, cancellation).ConfigureAwait(false);
            var text = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? text : throw Refused(answer.StatusCode, text);
        }
        catch (HttpRequestException fault)
        {
            throw new GraderFault(GraderFault.Unreachable, $"the server cannot be reached: {fault.Message}", isWorthAnotherTry: true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new GraderFault(
                GraderFault.TimedOut, FormattableString.Invariant($"no answer within {_options.TimeoutSeconds:0.###} s"), isWorthAnotherTry: true);
        }
    }

    private static GraderFault Refused(HttpStatusCode status, string text)
    {
        var isPassing = status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;
        var isSetup = status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed;
        return new GraderFault(
            isSetup ? GraderFault.Unreachable : "verifier_refused", $"the server answers {(int)status}: {GraderText.Line(text)}", isPassing);
    }

    private static Grade[] Read(string text, int rows)
    {
        try
        {
            using var json = JsonText.Document(text);
            var rewards = json.RootElement.GetProperty("rewards").EnumerateArray().ToArray();
            return rewards.Length == rows
                ? [.. rewards.Select((reward, i) => Read(reward, Text(json.RootElement, "verdicts", i), Text(json.RootElement, "reasons", i)))]
                : throw Unreadable(text, $"{rows} rewards");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw Unreadable(text, "{\"rewards\":[…]}");
        }
    }

    private static Grade Read(JsonElement reward, string? verdict, string? reason)
    {
        var named = verdict is not null && GraderText.IsVerdict(verdict) ? verdict : null;
        var words = GraderText.Line(reason ?? "");
        return reward.ValueKind == JsonValueKind.Null ? new Grade(null, named ?? GraderFault.NoReward, words)
            : reward.ValueKind == JsonValueKind.Number && reward.TryGetDouble(out var value) && double.IsFinite(value)
                ? new Grade(value, named ?? (value > 0 ? "correct" : "wrong"), words)
            : new Grade(null, GraderFault.Unreadable, $"the reward is {GraderText.Line(reward.GetRawText())}; expected a finite number");
    }

    private static string? Text(JsonElement answer, string field, int row) =>
        answer.TryGetProperty(field, out var list)
            && list.ValueKind == JsonValueKind.Array && row < list.GetArrayLength() && list[row].ValueKind == JsonValueKind.String
                ? list[row].GetString() : null;

    private static GraderFault Unreadable(string text, string expected) =>
        new(GraderFault.Unreadable, $"the server answered \"{GraderText.Line(text)}\"; expected {expected}", isWorthAnotherTry: false);
}
