using System.Net;
using System.Text.Json.Nodes;
using Intervene.Completions;
using Intervene.Options;
using Intervene.Serving.Tests.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Intervene.Serving.Tests.Fleets;

/// <summary>A server of one dialect with the embedded model behind it, which draws what the local engine draws for the same sample, and fails as it
/// is told to.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly ChainsModel _model;
    private readonly string _dialect;
    private readonly WebApplication _app;
    private int _samples;

    private ScriptedServer(ChainsModel model, string dialect, int port)
    {
        (_model, _dialect) = (model, dialect);
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

    /// <summary>The key that it asks for.</summary>
    public string? Key { get; set; }

    /// <summary>The fault of a sample by its number, the preflight's left out.</summary>
    public Func<int, Fault> FaultOf { get; set; } = _ => Fault.None;

    /// <summary>The sample that a seed means; others draw by the seed alone.</summary>
    public Dictionary<int, (RandomKey Key, int Sample)> Seeds { get; init; } = [];

    /// <summary>Samples that it was asked for, the preflight's left out.</summary>
    public int Samples => _samples;

    public static async Task<ScriptedServer> StartAsync(
        ChainsModel model, string dialect, Dictionary<int, (RandomKey, int)>? seeds = null, int port = 0, float shift = 0)
    {
        var server = new ScriptedServer(model, dialect, port) { Seeds = seeds ?? [], Shift = shift };
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        server.Url = server._app.Urls.First();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync(); // requests under way are cut, as by a crash
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (Key is not null && context.Request.Headers.Authorization != "Bearer " + Key)
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsync("{\"error\":\"Unauthorized\"}");
            return;
        }

        var body = context.Request.Method == "POST" ? await JsonNode.ParseAsync(context.Request.Body) : null;
        var path = context.Request.Path.Value!;
        var answer = (path, _dialect) switch
        {
            ("/version", "vllm") => new JsonObject { ["version"] = Version },
            ("/v1/models", "vllm" or "sglang") =>
                new JsonObject { ["data"] = new JsonArray(new JsonObject { ["id"] = "chains", ["root"] = Weights, ["max_model_len"] = Context }) },
            ("/get_model_info", "sglang") => new JsonObject { ["model_path"] = Weights, ["weight_version"] = "default" },
            ("/get_server_info", "sglang") => new JsonObject { ["version"] = Version },
            ("/props", "llama_cpp") =>
                new JsonObject
                {
                    ["default_generation_settings"] = new JsonObject { ["n_ctx"] = Context }, ["model_path"] = Weights, ["build_info"] = Version,
                },
            ("/tokenize", _) =>
                new JsonObject
                {
                    ["tokens"] = Ids(
                    _model.Tokenizer.Encode((HasOtherTokenizer ? " " : "") + (string)(body!["prompt"] ?? body["content"])!))
                },
            ("/v1/completions", "vllm") or ("/generate", "sglang") or ("/completion", "llama_cpp") => await SampleAsync(context, body!),
            _ => null,
        };
        if (answer is null)
        {
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = context.Response.StatusCode == 200 ? 404 : context.Response.StatusCode;
            }

            return;
        }

        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private async Task<JsonObject?> SampleAsync(HttpContext context, JsonNode body)
    {
        var fields = body["sampling_params"] ?? body;
        var seed = (int)(fields["seed"] ?? fields["sampling_seed"])!;
        var isProbe = seed == 1;
        var fault = isProbe ? FaultOf(-1) : FaultOf(Interlocked.Increment(ref _samples) - 1);
        if (await FailAsync(context, fault))
        {
            return null;
        }

        var topK = (int)fields["top_k"]!;
        var (key, sample) = Seeds.TryGetValue(seed, out var known) ? known : (new RandomKey((ulong)seed), 0);
        var prompt = (body["prompt"] ?? body["input_ids"])!.AsArray().Select(id => (int)id!).ToArray();
        var completion = await _model.CompleteAsync(
            new CompletionRequest
            {
                PromptIds = prompt,
                Key = key,
                FirstSample = sample,
                SampleCount = 1,
                Sampling = new SamplingOptions
                {
                    Temperature = (double)fields["temperature"]!,
                    TopP = (double)fields["top_p"]!,
                    TopK = Math.Max(0, topK),
                    MinP = (double)fields["min_p"]!,
                    Stop = [.. fields["stop"]!.AsArray().Select(text => (string)text!)],
                    MaxTokens = (int)(fields["max_tokens"] ?? fields["max_new_tokens"] ?? fields["n_predict"])!,
                },
            },
            context.RequestAborted);
        var logProbs = completion.SamplerLogProbs.Select(value => fault == Fault.LostLogProb ? -9999f : value + Shift).ToArray();
        return Write(completion, logProbs, fault);
    }

    /// <summary>Fails in ways that are no answer.</summary>
    private static async Task<bool> FailAsync(HttpContext context, Fault fault)
    {
        switch (fault)
        {
            case Fault.Hang:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { });
                return true;
            case Fault.Drip:
                for (var i = 0; i < 1000 && !context.RequestAborted.IsCancellationRequested; i++)
                {
                    await context.Response.WriteAsync(" ");
                    await context.Response.Body.FlushAsync();
                    await Task.Delay(50);
                }

                return true;
            case Fault.Html:
                await context.Response.WriteAsync("<html><body>proxy says\nno</body></html>");
                return true;
            case Fault.TooMany:
                context.Response.StatusCode = 429;
                return true;
            case Fault.Unavailable:
                context.Response.StatusCode = 503;
                return true;
            case Fault.Refusal:
                context.Response.StatusCode = 400;
                await context.Response.WriteAsync("{\"error\":{\"message\":\"no such thing\"}}");
                return true;
            case Fault.Cut:
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("{\"choices\":[{");
                await context.Response.Body.FlushAsync();
                context.Abort();
                return true;
            case Fault.LateError:
                await context.Response.WriteAsync("{\"error\":{\"message\":\"engine died\",\"code\":500}}");
                return true;
            default:
                return false;
        }
    }

    private JsonObject Write(Completion completion, float[] logProbs, Fault fault)
    {
        var isStop = completion.FinishReason == FinishReason.Stop;
        var ids = fault == Fault.NoTokenIds ? null : Ids(completion.TokenIds);
        return _dialect switch
        {
            "vllm" => new JsonObject
            {
                ["choices"] = new JsonArray(new JsonObject
                {
                    ["finish_reason"] = fault == Fault.Aborted ? "abort" : isStop ? "stop" : "length",
                    ["token_ids"] = ids,
                    ["logprobs"] = new JsonObject { ["token_logprobs"] = new JsonArray([.. logProbs.Select(value => (JsonNode)value)]) },
                }),
            },
            "sglang" => new JsonObject
            {
                ["output_ids"] = ids,
                ["meta_info"] = new JsonObject
                {
                    ["finish_reason"] = new JsonObject { ["type"] = fault == Fault.Aborted ? "abort" : isStop ? "stop" : "length" },
                    ["output_token_logprobs"] =
                        new JsonArray([.. logProbs.Zip(completion.TokenIds, (value, id) => (JsonNode)new JsonArray(value, id, null))]),
                },
            },
            _ => new JsonObject
            {
                ["tokens"] = ids,
                ["stop_type"] = fault == Fault.Aborted ? "none" : isStop ? "eos" : "limit",
                ["truncated"] = false,
                ["completion_probabilities"] =
                    new JsonArray(
                        [.. logProbs.Zip(completion.TokenIds, (value, id) => (JsonNode)new JsonObject { ["id"] = id, ["logprob"] = value })]),
            },
        };
    }

    private static JsonArray Ids(int[] ids) => [.. ids.Select(id => (JsonNode)id)];
}
