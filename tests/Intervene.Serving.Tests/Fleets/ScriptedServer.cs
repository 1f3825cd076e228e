using System.Net;
using System.Text.Json.Nodes;
using Intervene.Completions;
using Intervene.Options;
using Intervene.Serving.Tests.Models;
using Intervene.Text;
using Intervene.Torch;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Intervene.Serving.Tests.Fleets;

/// <summary>A server of one dialect with the embedded model behind it, which draws what the local engine draws for the same sample, and fails as it
/// is told to.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly Tokenizer _tokenizer;
    private readonly string _dialect;
    private readonly WebApplication _app;
    private readonly TorchEngine _engine = new(1);
    private Func<CompletionRequest, CancellationToken, Task<Completion>> _sample;
    private readonly Func<CompletionRequest, CancellationToken, Task<Completion>> _first;
    private IDisposable? _loaded;
    private string _version = "default";
    private int _samples;

    private ScriptedServer(ChainsModel model, string dialect, int port)
    {
        (_tokenizer, _dialect, _first) = (model.Tokenizer, dialect, model.CompleteAsync);
        _sample = _first;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Url { get; private set; } = "";

    public string Version { get; set; } = "1.2.3";

    public string Weights { get; set; } = "/models/chains";

    public int Context { get; set; } = 512;

    /// <summary>Whether its tokenizer is another.</summary>
    public bool HasOtherTokenizer { get; set; }

    /// <summary>Added to the log-probs, as other weights would.</summary>
    public float Shift { get; set; }

    /// <summary>Fields of the sampling that it does not know, and so ignores.</summary>
    public IReadOnlyList<string> Ignored { get; set; } = [];

    /// <summary>Whether its log-probs are those of the logits as they are, or of what the filters leave.</summary>
    public string Meaning { get; set; } = "tempered";

    /// <summary>Whether it keeps the stop token to itself.</summary>
    public bool HidesStopToken { get; set; }

    /// <summary>The key that it asks for.</summary>
    public string? Key { get; set; }

    /// <summary>The fault of a sample by its number, the preflight's left out.</summary>
    public Func<int, Fault> FaultOf { get; set; } = _ => Fault.None;

    /// <summary>The sample that a seed means; others draw by the seed alone.</summary>
    public IReadOnlyDictionary<int, (RandomKey Key, int Sample)> Seeds { get; init; } = new Dictionary<int, (RandomKey, int)>();

    /// <summary>Samples that it was asked for, the preflight's left out.</summary>
    public int Samples => _samples;

    public static async Task<ScriptedServer> StartAsync(
        ChainsModel model, string dialect, IReadOnlyDictionary<int, (RandomKey, int)>? seeds = null, int port = 0, float shift = 0,
        string? from = null)
    {
        var server = new ScriptedServer(model, dialect, port)
        {
            Seeds = seeds ?? new Dictionary<int, (RandomKey, int)>(),
            Shift = shift,
            From = from,
        };
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        server.Url = server._app.Urls.First();
        return server;
    }

    /// <summary>The directory whose weights it has from its first request on; null: those that it began with.</summary>
    public string? From { get; init; }

    /// <summary>Has the weights that it began with again.</summary>
    public void Forget() => (_sample, Weights, _version) = (_first, "/models/chains", "default");

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync(); // requests under way are cut, as by a crash
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _loaded?.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (Key is not null && context.Request.Headers.Authorization != "Bearer " + Key)
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsync("{\"error\":\"Unauthorized\"}");
            return;
        }

        lock (_engine)
        {
            if (From is not null && _loaded is null && !(bool)Load(From, "default")["success"]!)
            {
                context.Response.StatusCode = 500;
                return;
            }
        }

        var body = context.Request.Method == "POST" ? await JsonNode.ParseAsync(context.Request.Body) : null;
        var answer = (context.Request.Path.Value!, _dialect) switch
        {
            ("/version", "vllm") => new JsonObject { ["version"] = Version },
            ("/v1/models", "vllm" or "sglang") =>
                new JsonObject { ["data"] = new JsonArray(new JsonObject { ["id"] = "chains", ["root"] = Weights, ["max_model_len"] = Context }) },
            ("/get_model_info", "sglang") => new JsonObject { ["model_path"] = Weights, ["weight_version"] = _version },
            ("/get_server_info", "sglang") => new JsonObject { ["version"] = Version },
            ("/update_weights_from_disk", "sglang") => Load((string)body!["model_path"]!, (string)body["weight_version"]!),
            ("/props", "llama_cpp") => new JsonObject
            {
                ["default_generation_settings"] = new JsonObject { ["n_ctx"] = Context },
                ["model_path"] = Weights,
                ["build_info"] = Version,
            },
            ("/tokenize", _) => new JsonObject
            {
                ["tokens"] = ScriptedAnswers.Ids(
                    _tokenizer.Encode((HasOtherTokenizer ? " " : "") + (string)(body!["prompt"] ?? body["content"])!)),
            },
            ("/v1/completions", "vllm") or ("/generate", "sglang") or ("/completion", "llama_cpp") => await SampleAsync(context, body!),
            _ => null,
        };
        if (answer is not null)
        {
            await context.Response.WriteAsync(answer.ToJsonString());
        }
        else if (!context.Response.HasStarted && context.Response.StatusCode == 200)
        {
            context.Response.StatusCode = 404;
        }
    }

    private JsonObject Load(string path, string version)
    {
        if (!Directory.Exists(path))
        {
            return new JsonObject { ["success"] = false, ["message"] = $"no such directory: {path}" };
        }

        var policy = _engine.Load(path);
        var completer = policy.Completer(version);
        _loaded?.Dispose();
        (_loaded, Weights, _version) = (policy, path, version);
        _sample = async (request, cancellation) => (await completer.CompleteAllAsync([request], cancellation))[0].Completions[0];
        return new JsonObject { ["success"] = true, ["message"] = "" };
    }

    private async Task<JsonObject?> SampleAsync(HttpContext context, JsonNode body)
    {
        var fields = (body["sampling_params"] ?? body).DeepClone().AsObject();
        var seed = (int)(fields["seed"] ?? fields["sampling_seed"])!;
        var fault = seed is >= 1 and <= 3 ? FaultOf(-1) : FaultOf(Interlocked.Increment(ref _samples) - 1);
        if (await ScriptedFaults.FailAsync(context, fault))
        {
            return null;
        }

        var prompt = (body["prompt"] ?? body["input_ids"])!.AsArray().Select(id => (int)id!).ToArray();
        var completion = fields["logit_bias"] is { } bias ? Forced(bias) : await SampleAsync(fields, prompt, seed, context.RequestAborted);
        var isText = completion.FinishReason == FinishReason.Stop && completion.TokenIds[^1] != 263;
        if (HidesStopToken && completion.TokenIds.LastOrDefault() == 263)
        {
            completion = completion with { TokenIds = completion.TokenIds[..^1], SamplerLogProbs = completion.SamplerLogProbs[..^1] };
        }

        return ScriptedAnswers.Write(
            _dialect, completion with { SamplerLogProbs = [.. completion.SamplerLogProbs.Select(value => value + Shift)] }, isText, prompt.Length,
            _version, fault);
    }

    private static Completion Forced(JsonNode bias)
    {
        var id = bias is JsonObject map ? int.Parse(map.First().Key, System.Globalization.CultureInfo.InvariantCulture) : (int)bias[0]![0]!;
        return new Completion { Sample = 0, TokenIds = [id], SamplerLogProbs = [-3f], FinishReason = FinishReason.Stop };
    }

    private async Task<Completion> SampleAsync(JsonObject fields, int[] prompt, int seed, CancellationToken cancellation)
    {
        var temperature = Ignored.Contains("temperature") ? 1 : (double)fields["temperature"]!;
        var sampling = new SamplingOptions
        {
            Temperature = Meaning == "raw" && (int)fields["top_k"]! == 1 ? 1 : temperature, // the same tokens, and their own log-probs
            TopP = Ignored.Contains("top_p") ? 1 : (double)fields["top_p"]!,
            TopK = Ignored.Contains("top_k") ? 0 : Math.Max(0, (int)fields["top_k"]!),
            MinP = Ignored.Contains("min_p") ? 0 : (double)fields["min_p"]!,
            Stop = Ignored.Contains("stop") ? [] : [.. fields["stop"]!.AsArray().Select(text => (string)text!)],
            MaxTokens = (int)(fields["max_tokens"] ?? fields["max_new_tokens"] ?? fields["n_predict"])!,
        };
        var (key, sample) = Seeds.TryGetValue(seed, out var known)
            ? known : (new RandomKey(Ignored.Contains("seed") ? 7 : (ulong)seed), 0);
        var request = new CompletionRequest { PromptIds = prompt, Key = key, FirstSample = sample, SampleCount = 1, Sampling = sampling };
        var completion = await _sample(request, cancellation);
        var isFiltered = Meaning == "filtered" && temperature > 0 && sampling is { TopK: 1 } or { TopP: < 0.01 } or { MinP: 1 };
        return isFiltered ? completion with { SamplerLogProbs = new float[completion.TokenIds.Length] } : completion;
    }
}
