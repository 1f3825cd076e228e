using Intervene.Answers;
using Intervene.Serving.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Intervene.Serving.Rewards;

/// <summary>The verifier as a server, with a door for each trainer that asks one over HTTP. Every row gets a verdict and its reason, and a bad row
/// fails alone.</summary>
public static class RewardServer
{
    /// <summary>Starts the server.</summary>
    /// <param name="options">Where it listens and what it allows.</param>
    /// <param name="switches">How answers are compared.</param>
    /// <param name="faulted">Told of every fault of the program itself.</param>
    public static Task<WebServer> StartAsync(ServerOptions options, VerifierOptions switches, Action<string> faulted)
    {
        var metrics = new ServerMetrics();
        var strict = new RowGrader(new BatchGrader(switches), metrics);
        var loose = new RowGrader(new BatchGrader(switches with { Comparison = switches.Comparison with { TupleIsSet = true } }), metrics);
        return WebServer.StartAsync(options, metrics, faulted, routes =>
        {
            routes.MapGet("/health", () => Results.Json(new { status = "ok" }));
            routes.MapPost("/v1/verify", context => VerifyDoor.AnswerAsync(context, strict));
            routes.MapPost("/openrlhf", context => OpenRlhfDoor.AnswerAsync(context, strict));
            routes.MapPost("/slime", context => SlimeDoor.AnswerAsync(context, strict));
            routes.MapPost("/verify_answer", context => PipelineRlDoor.AnswerAsync(context, strict, loose));
        });
    }
}
