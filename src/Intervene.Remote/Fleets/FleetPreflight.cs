using System.Globalization;
using Intervene.Completions;
using Intervene.Options;
using Intervene.Pipeline.Engines;

namespace Intervene.Remote.Fleets;

/// <summary>Looks at every server before the first sample: is it there, is it the same model, and what do its numbers mean?</summary>
/// <remarks>
/// Refused is what would sample from something else than the recipe says: no such server, another tokenizer, other weights, too short a context, a
/// field of the recipe that is not honoured, log-probs that are recorded and cannot be turned into this program's. All else is named.
/// </remarks>
internal sealed class FleetPreflight
{
    private const string ProbeText = "Solve 12*(34-5) step by step.\n\tNaïve façade – 数学 ½ ≤ x² 😀\n\n  1234567890";
    private const int Tokens = 16;
    private const double LargestDifference = 0.1; // of log-probs; half precision and other kernels stay below
    private const double LargestMean = 0.5; // of those of the 20 most probable tokens, between two servers
    private const double LargestHotMean = 0.2; // of those of improbable tokens, to which weights of four bits are less true (docs/log.md)
    private const double HotTemperature = FieldProbes.HotTemperature;
    private readonly Lock _scoring = new();
    private readonly FleetModel _model;
    private readonly int[] _prompt;
    private readonly Lazy<Task<Completion>>? _own;

    public FleetPreflight(FleetModel model)
    {
        (_model, _prompt) = (model, model.Tokenizer.Encode("Solve 12*(34-5) step by step.\n\n"));
        var request = new CompletionRequest
        {
            PromptIds = _prompt,
            Key = RandomKey.Of(0, "fleet", "probe"),
            SampleCount = 1,
            Sampling = new SamplingOptions { Temperature = 0, MaxTokens = Tokens },
        };
        _own = model.Local is { } local ? new Lazy<Task<Completion>>(() => local(request, CancellationToken.None)) : null;
    }

    /// <summary>Looks at a server and keeps what it says and samples, to be compared when it comes back.</summary>
    /// <param name="server">The server.</param>
    /// <param name="name">The name that it knows the model by.</param>
    /// <param name="publishes">Whether it loads the policy's weights first.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<List<FleetFinding>> RunAsync(FleetServer server, string? name, bool publishes, CancellationToken cancellation)
    {
        var findings = new List<FleetFinding>();
        void Found(string what, string found, bool isRefused = false) => findings.Add(new FleetFinding(server.Url, what, found, isRefused));
        try
        {
            server.Facts = await server.Dialect.FactsAsync(server, name, cancellation).ConfigureAwait(false);
            Found("server", $"{server.Dialect.Name} {FleetJson.Quote(server.Facts.Version)}".Trim());
            if (publishes)
            {
                await server.LoadAsync(_model.Policy, name, cancellation).ConfigureAwait(false);
            }

            Found("weights", Weights(server.Facts));
            Context(server, Found);
            var ids = await server.TokenizeAsync(ProbeText, cancellation).ConfigureAwait(false);
            var isSame = ids.AsSpan().SequenceEqual(_model.Tokenizer.Encode(ProbeText));
            Found("tokenizer", isSame ? "the same ids" : "other ids for the same text: another tokenizer", !isSame);
            server.Probe = await GreedyAsync(server, cancellation).ConfigureAwait(false);
            var probes = new FieldProbes(_model, (sampling, seed) => AskAsync(server, sampling, cancellation, seed), server);
            var fields = await probes.RunAsync().ConfigureAwait(false);
            await OwnWeightsAsync(server, probes.Hot, Found).ConfigureAwait(false);
            findings.AddRange(fields);
            await StopTokenAsync(server, Found, cancellation).ConfigureAwait(false);
        }
        catch (FleetFault fault)
        {
            Found("answers", fault.Message, isRefused: true);
        }

        return findings;
    }

    /// <summary>Has a server load the policy's weights, and keeps what it samples then.</summary>
    /// <exception cref="FleetFault">It did not.</exception>
    public async Task PublishAsync(FleetServer server, string? name, CancellationToken cancellation)
    {
        await server.LoadAsync(_model.Policy, name, cancellation).ConfigureAwait(false);
        server.Probe = await GreedyAsync(server, cancellation).ConfigureAwait(false);
    }

    /// <summary>Why a server that was away is not the one that it was; null where it is.</summary>
    /// <exception cref="FleetFault">It does not answer.</exception>
    public async Task<string?> ChangedAsync(FleetServer server, string? name, CancellationToken cancellation)
    {
        var facts = await server.Dialect.FactsAsync(server, name, cancellation).ConfigureAwait(false);
        if (facts != server.Facts)
        {
            return FleetJson.Quote($"it was {server.Facts} and is {facts}");
        }

        var probe = await GreedyAsync(server, cancellation).ConfigureAwait(false);
        return Difference(server.Probe!.TokenIds, server.Probe.LogProbs, probe) <= LargestDifference && Spread(server.Probe, probe) <= LargestMean
            ? null
            : "its weights give other log-probs than before";
    }

    /// <summary>The servers whose greedy tokens are not those of the first.</summary>
    public static IEnumerable<FleetFinding> Compare(IReadOnlyList<FleetServer> servers)
    {
        if (servers.Any(server => server.Probe is null))
        {
            yield break;
        }

        foreach (var server in servers.Skip(1))
        {
            var most = Difference(servers[0].Probe!.TokenIds, servers[0].Probe!.LogProbs, server.Probe!);
            var mean = Spread(servers[0].Probe!, server.Probe!);
            var text = string.Create(CultureInfo.InvariantCulture, $"{Differ(most)}, those of the most probable ones by {mean:G2} on average");
            yield return new FleetFinding(server.Url, "as the first", text, !(most <= LargestDifference) || mean > LargestMean);
        }
    }

    /// <summary>What a server says of its weights, beside where the recipe's are: the same ones may stand elsewhere on its machine.</summary>
    private string Weights(ServerFacts facts)
    {
        var own = Path.GetFullPath(_model.Policy.Directory);
        var said = FleetJson.Quote($"{facts.Weights} {facts.WeightVersion}");
        return Path.TrimEndingDirectorySeparator(facts.Weights) == Path.TrimEndingDirectorySeparator(own) ? said : $"{said} (the recipe's: {own})";
    }

    private void Context(FleetServer server, Action<string, string, bool> found)
    {
        var isShort = server.Facts.ContextLength < _model.NeededContext;
        var has = server.Facts.ContextLength.ToString(CultureInfo.InvariantCulture);
        found("context", isShort ? $"{has}; the stage needs {_model.NeededContext}" : has, isShort);
    }

    /// <summary>
    /// Compares with the model's own weights: greedy tokens, of which a model can be sure whatever its weights, and those that a high temperature
    /// drew.
    /// </summary>
    private async Task OwnWeightsAsync(FleetServer server, IReadOnlyList<ServerAnswer> hot, Action<string, string, bool> found)
    {
        if (_own is null)
        {
            found("same weights", "not compared with the model's own (compare_with_local)", false);
            return;
        }

        var own = await _own.Value.ConfigureAwait(false);
        var most = Difference(own.TokenIds, own.SamplerLogProbs, server.Probe!);
        var mean = _model.Score is null ? 0 : server.Meaning switch
        {
            LogProbMeaning.Raw => Mean(hot, 1),
            LogProbMeaning.Unknown => Math.Min(Mean(hot, 1), Mean(hot, HotTemperature)),
            _ => Mean(hot, HotTemperature),
        };
        var text = _model.Score is null ? Differ(most) : string.Create(
            CultureInfo.InvariantCulture, $"{Differ(most)}, those of tokens drawn at temperature {HotTemperature} by {mean:G2} on average");
        found("same weights", text, !(most <= LargestDifference) || mean > LargestHotMean);
    }

    /// <summary>The mean distance of log-probs from the model's own at a temperature, as that of undivided logits.</summary>
    private double Mean(IReadOnlyList<ServerAnswer> answers, double temperature)
    {
        List<double> differences = [];
        lock (_scoring)
        {
            foreach (var answer in answers.Where(answer => answer.TokenIds.Length > 0
                && answer.TokenIds.All(id => id >= 0 && id < _model.VocabularySize)))
            {
                differences.AddRange(_model.Score!(_prompt, answer.TokenIds, temperature).Zip(
                    answer.LogProbs, (one, other) => (double)Math.Abs(one - other)).Where(double.IsFinite));
            }
        }

        return differences.Count > 0 ? differences.Average() * temperature : 0;
    }

    /// <summary>Makes the stop token certain, and looks whether it comes.</summary>
    private async Task StopTokenAsync(FleetServer server, Action<string, string, bool> found, CancellationToken cancellation)
    {
        if (_model.StopIds.Count == 0)
        {
            found("stop token", "the model has none", false);
            return;
        }

        try
        {
            var question = Question(new SamplingOptions { Temperature = 1, MaxTokens = 2 }, 1) with { Forced = _model.StopIds[0] };
            var answer = await server.ProbeAsync(question, cancellation).ConfigureAwait(false);
            server.GivesStopToken = answer.IsStopped ? answer.TokenIds.Contains(_model.StopIds[0]) : null;
            found("stop token", server.GivesStopToken switch
            {
                true => "among the ids",
                false => "not among the ids: it is added, and has no log-probability",
                null => $"does not end the completion: {string.Join(", ", answer.TokenIds)}",
            }, server.GivesStopToken is null);
        }
        catch (FleetFault fault) when (!fault.IsPassing)
        {
            found("stop token", "cannot be probed: taken to be among the ids", false); // a server without logit_bias
        }
    }

    /// <summary>What is most probable, with the other probable tokens' log-probs where the server gives so many.</summary>
    private async Task<ServerAnswer> GreedyAsync(FleetServer server, CancellationToken cancellation)
    {
        var question = Question(new SamplingOptions { Temperature = 0, MaxTokens = Tokens }, 1);
        try
        {
            return await server.ProbeAsync(question with { TopLogProbs = SampleQuestion.MostTopLogProbs }, cancellation).ConfigureAwait(false);
        }
        catch (FleetFault fault) when (!fault.IsPassing)
        {
            return await server.ProbeAsync(question, cancellation).ConfigureAwait(false);
        }
    }

    private Task<ServerAnswer> AskAsync(FleetServer server, SamplingOptions sampling, CancellationToken cancellation, int seed = 1) =>
        server.ProbeAsync(Question(sampling, seed), cancellation);

    private SampleQuestion Question(SamplingOptions sampling, int seed) => new(_prompt, sampling, sampling.MaxTokens, seed, _model.StopIds);

    private static string Differ(double most) => string.Create(
        CultureInfo.InvariantCulture, $"log-probs of greedy tokens differ by {(most <= LargestDifference ? "at most " : "")}{most:G2}");

    /// <summary>
    /// The mean distance of the most probable tokens' log-probs, by their order, up to the first greedy token that is another; 0 where a server gave
    /// none.
    /// </summary>
    private static double Spread(ServerAnswer one, ServerAnswer other)
    {
        if (one.TopLogProbs is not { } first || other.TopLogProbs is not { } second)
        {
            return 0;
        }

        var same = Math.Min(one.TokenIds.AsSpan().CommonPrefixLength(other.TokenIds) + 1, Math.Min(first.Length, second.Length));
        double[] differences = [.. Enumerable.Range(0, same).SelectMany(i => first[i].OrderDescending().Zip(
            second[i].OrderDescending(), (a, b) => (double)Math.Abs(a - b)))];
        return differences.Length > 0 ? differences.Average() : 0;
    }

    /// <summary>
    /// The largest difference of the log-probs of greedy tokens, up to the first that is another: two of nearly the same probability may change
    /// places.
    /// </summary>
    private static double Difference(int[] ids, float[] logProbs, ServerAnswer answer)
    {
        var most = 0.0;
        for (var i = 0; i < Math.Min(ids.Length, answer.TokenIds.Length); i++)
        {
            var difference = Math.Abs(logProbs[i] - answer.LogProbs[i]);
            most = double.IsNaN(difference) ? most : Math.Max(most, difference);
            if (ids[i] != answer.TokenIds[i])
            {
                break;
            }
        }

        return most;
    }
}
