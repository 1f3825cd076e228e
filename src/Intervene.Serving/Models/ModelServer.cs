using System.Reflection;
using Intervene.Serving.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Models;

/// <summary>The engine behind OpenAI's API, with the extensions of vLLM that give token ids.</summary>
public static class ModelServer
{
    /// <summary>Starts the server.</summary>
    /// <param name="options">Where it listens and what it allows.</param>
    /// <param name="model">The model, whose engine the caller disposes after the server.</param>
    /// <param name="mostCompletions">Completions that run or wait, at most; what comes above gets status 429.</param>
    /// <param name="seed">Seeds the requests that bring no seed of their own.</param>
    /// <param name="faulted">Told of every fault of the program itself.</param>
    public static Task<WebServer> StartAsync(ServerOptions options, ServedModel model, int mostCompletions, long seed, Action<string> faulted)
    {
        var metrics = new ServerMetrics();
        var admission = new Admission(mostCompletions);
        var answering = new Answering(model, admission, metrics, seed);
        metrics.Gauge("intervene_completions_open", "Completions that run or wait.", () => admission.Open);
        metrics.Gauge("intervene_completions_running", "Completions that are decoded.", () => model.Load.RunningSamples);
        metrics.Gauge("intervene_completions_waiting", "Completions that wait for a row.", () => model.Load.WaitingSamples);
        metrics.Gauge("intervene_cache_blocks_free", "Blocks of keys and values that can still be had.", () => model.Load.FreeBlocks);
        metrics.Gauge("intervene_cache_blocks", "All blocks of keys and values.", () => model.Load.TotalBlocks);
        var card = Card(model);
        return WebServer.StartAsync(options, metrics, faulted, routes =>
        {
            routes.MapGet("/health", () => Results.Json(new { status = "ok" }));
            routes.MapGet("/version", () => Results.Json(
                new
                {
                    version = typeof(ModelServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split(
                    '+')[0]
                }));
            routes.MapGet("/v1/models", () => Results.Json(new { @object = "list", data = new[] { card } }));
            routes.MapGet("/v1/models/{name}", (string name) => name == model.Name ? Results.Json(card) : throw new RequestFault(
                StatusCodes.Status404NotFound, $"The model is not served here: expected '{model.Name}'.", "model", "model_not_found"));
            routes.MapPost("/v1/completions", context => CompletionCall.AnswerAsync(context, model, answering));
            routes.MapPost("/v1/chat/completions", context => ChatCall.AnswerAsync(context, model, answering));
            routes.MapPost("/tokenize", context => TokenCalls.TokenizeAsync(context, model));
            routes.MapPost("/detokenize", context => TokenCalls.DetokenizeAsync(context, model));
        });
    }

    private static object Card(ServedModel model) => new
    {
        id = model.Name,
        @object = "model",
        created = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        owned_by = "intervene",
        root = Path.GetFullPath(model.Directory),
        parent = (string?)null,
        max_model_len = model.Config.ContextLength,
        weight_version = model.WeightVersion,
    };
}
