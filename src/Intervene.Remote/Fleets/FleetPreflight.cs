using System.Globalization;
using Intervene.Completions;
using Intervene.Options;

namespace Intervene.Remote.Fleets;

/// <summary>Looks at every server before the first sample: is it there, is it the same model, and what do its numbers mean?</summary>
/// <param name="model">The model as this program knows it.</param>
internal sealed class FleetPreflight(FleetModel model)
{
    private const string ProbeText = "Solve 12*(34-5) step by step.\n\tNaïve façade – 数学 ½ ≤ x² 😀\n\n  1234567890";
    private const int ProbeTokens = 16;
    private const double LargestDifference = 0.1; // of log-probs; half precision and other kernels stay below
    private readonly int[] _probe = model.Tokenizer.Encode("Solve 12*(34-5) step by step.\n\n");

    /// <summary>Looks at a server and keeps what it says and samples, to be compared when it comes back.</summary>
    public async Task<List<FleetFinding>> RunAsync(FleetServer server, string? name, CancellationToken cancellation)
    {
        var findings = new List<FleetFinding>();
        void Found(string what, string found, bool isRefused = false) => findings.Add(new FleetFinding(server.Url, what, found, isRefused));
        try
        {
            server.Facts = await server.Dialect.FactsAsync(server, name, cancellation).ConfigureAwait(false);
            Found("server", $"{server.Dialect.Name} {server.Facts.Version}".Trim());
            Found("weights", server.Facts.Weights);
            Found("context", server.Facts.ContextLength.ToString(CultureInfo.InvariantCulture) + (
                server.Facts.ContextLength < model.NeededContext ? $"; the recipe needs "
                    + $"{model.NeededContext}" : ""), server.Facts.ContextLength < model.NeededContext);
            var ids = await server.TokenizeAsync(ProbeText, cancellation).ConfigureAwait(false);
            var isSame = ids.AsSpan().SequenceEqual(model.Tokenizer.Encode(ProbeText));
            Found("tokenizer", isSame ? "the same ids" : "other ids for the same text: another tokenizer", !isSame);
            server.Probe = await server.SampleAsync(Question(temperature: 0, topK: 0, ProbeTokens), cancellation).ConfigureAwait(false);
            await CompareAsync(server, Found, cancellation).ConfigureAwait(false);
            await MeaningAsync(server, Found, cancellation).ConfigureAwait(false);
            var stops = server.Probe is { IsStopped: true } probe
                ? (model.StopIds.Contains(probe.TokenIds.LastOrDefault(-1)) ? "among the ids" : "not among the ids; it is added") : "not seen yet";
            Found("stop token", stops);
        }
        catch (FleetFault fault)
        {
            Found("answers", fault.Message, isRefused: true);
        }

        return findings;
    }

    /// <summary>Why a server that was away is not the one that it was; null where it is.</summary>
    /// <exception cref="FleetFault">It does not answer.</exception>
    public async Task<string?> ChangedAsync(FleetServer server, string? name, CancellationToken cancellation)
    {
        var facts = await server.Dialect.FactsAsync(server, name, cancellation).ConfigureAwait(false);
        if (facts != server.Facts)
        {
            return $"it was {server.Facts} and is {facts}";
        }

        var probe = await server.SampleAsync(Question(temperature: 0, topK: 0, ProbeTokens), cancellation).ConfigureAwait(false);
        return Difference(server.Probe!.TokenIds, server.Probe.LogProbs, probe) is { } difference && difference <= LargestDifference ? null
            : "its weights give other log-probs than before";
    }

    private async Task CompareAsync(FleetServer server, Action<string, string, bool> found, CancellationToken cancellation)
    {
        if (model.Local is null)
        {
            return;
        }

        var own = await model.Local(
            new CompletionRequest { PromptIds = _probe, Key = RandomKey.Of(0, "fleet", "probe"),
                SampleCount = 1, Sampling = Sampling(0, 0, ProbeTokens) }, cancellation).ConfigureAwait(false);
        var difference = Difference(own.TokenIds, own.SamplerLogProbs, server.Probe!);
        found(
            "same weights",
            difference is { } most
                ? string.Create(CultureInfo.InvariantCulture, $"log-probs of {own.TokenIds.Length} greedy tokens differ by at most {most:G3}")
                    : "another text than the local model's",
            difference is not <= LargestDifference);
    }

    /// <summary>Whether log-probs are those before or after the temperature, and whether a seed repeats.</summary>
    private async Task MeaningAsync(FleetServer server, Action<string, string, bool> found, CancellationToken cancellation)
    {
        var cool = await server.SampleAsync(Question(temperature: 1, topK: 1, 1), cancellation).ConfigureAwait(false);
        var hot = await server.SampleAsync(Question(temperature: 2, topK: 1, 1), cancellation).ConfigureAwait(false);
        var greedy = server.Probe!.LogProbs.FirstOrDefault();
        var (first, second) = (cool.LogProbs.FirstOrDefault(), hot.LogProbs.FirstOrDefault());
        const float Same = 1e-3f;
        var isFiltered = Math.Abs(first) < Same && Math.Abs(greedy) > Same;
        found(
            "log-probs",
            isFiltered ? "after top-k: those of the filtered distribution, not this program's"
                : Math.Abs(first - second) > Same ? "after the temperature, as this program's"
                : Math.Abs(first) < Same ? "cannot be told: the model is sure of the probe's first token"
                : "before the temperature: this program's at temperature 1, others at any other",
            isFiltered);
        var one = await server.SampleAsync(Question(temperature: 1, topK: 0, ProbeTokens), cancellation).ConfigureAwait(false);
        var two = await server.SampleAsync(Question(temperature: 1, topK: 0, ProbeTokens), cancellation).ConfigureAwait(false);
        found(
            "same seed", one.TokenIds.AsSpan().SequenceEqual(two.TokenIds) ? "the same tokens" : "other tokens: a run cannot be repeated token "
                + "by token", false);
    }

    private SampleQuestion Question(double temperature, int topK, int tokens) =>
        new(_probe, Sampling(temperature, topK, tokens), tokens, Seed: 1, model.StopIds);

    private static SamplingOptions Sampling(double temperature, int topK, int tokens) =>
        new() { Temperature = temperature, TopK = topK, MaxTokens = tokens };

    /// <summary>The largest difference of log-probs; null where the tokens differ before it could be rounding.</summary>
    private static double? Difference(int[] ids, float[] logProbs, ServerAnswer answer)
    {
        var most = 0.0;
        for (var i = 0; i < Math.Min(ids.Length, answer.TokenIds.Length); i++)
        {
            if (ids[i] != answer.TokenIds[i])
            {
                return i == 0 ? null : most; // two tokens of nearly the same probability may change places
            }

            most = Math.Max(most, Math.Abs(logProbs[i] - answer.LogProbs[i]));
        }

        return most;
    }
}
