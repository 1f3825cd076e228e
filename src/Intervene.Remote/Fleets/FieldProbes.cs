using Intervene.Options;
using Intervene.Pipeline.Engines;

namespace Intervene.Remote.Fleets;

/// <summary>
/// Finds whether a server honours the fields of the sampling, which it may ignore without a word, and what its log-probs are those of. Where a field
/// leaves one token, every seed gives the same ones.
/// </summary>
/// <param name="model">What the stage asks for.</param>
/// <param name="ask">Asks for a short sample with a distribution and a seed.</param>
/// <param name="server">The server, whose greedy sample is there.</param>
internal sealed class FieldProbes(FleetModel model, Func<SamplingOptions, int, Task<ServerAnswer>> ask, FleetServer server)
{
    private const int Tokens = 16;
    /// <summary>At which every seed draws other tokens.</summary>
    public const double HotTemperature = 2;

    private const float Same = 1e-3f; // of log-probs
    private const float Tie = 0.1f; // greedy tokens of nearly the same probability may change places
    private static readonly int[] Seeds = [1, 2, 3];
    private static readonly SamplingOptions Plain = new() { MaxTokens = Tokens };

    /// <summary>What came at temperature 2, of which <see cref="FleetServer.Meaning"/> tells what the log-probs are those of.</summary>
    public IReadOnlyList<ServerAnswer> Hot { get; private set; } = [];

    /// <summary>Asks, and says what was found.</summary>
    /// <exception cref="FleetFault">The server fails.</exception>
    public async Task<List<FleetFinding>> RunAsync()
    {
        var findings = new List<FleetFinding>();
        void Found(string what, string found, bool isRefused = false) => findings.Add(new FleetFinding(server.Url, what, found, isRefused));
        List<string> ignored = [];
        async Task<ServerAnswer> LookAsync(string field, SamplingOptions one, Func<SamplingOptions, bool> isUsed)
        {
            var answers = await Task.WhenAll(Seeds.Select(seed => ask(one, seed))).ConfigureAwait(false);
            if (!answers.All(answer => AreSame(answers[0], answer)))
            {
                ignored.Add(field);
                Found("field " + field, "is ignored", model.Sampling.Any(isUsed));
            }

            return answers[0];
        }

        var hotter = Plain with { Temperature = HotTemperature };
        await LookAsync("temperature", Plain with { Temperature = 0 }, _ => true).ConfigureAwait(false);
        var free = await Task.WhenAll(Seeds.Select(seed => ask(hotter, seed))).ConfigureAwait(false);
        Hot = free;
        if (free.All(answer => answer.TokenIds.AsSpan().SequenceEqual(free[0].TokenIds)))
        {
            ignored.Add("temperature");
            Found("field temperature", "is ignored, or the seed: three seeds give the same tokens at temperature 2", isRefused: true);
        }

        var hot = await LookAsync("top_k", hotter with { TopK = 1 }, sampling => sampling.TopK > 0).ConfigureAwait(false);
        await LookAsync("top_p", hotter with { TopP = 1e-4 }, sampling => sampling.TopP < 1).ConfigureAwait(false);
        await LookAsync("min_p", hotter with { MinP = 1 }, sampling => sampling.MinP > 0).ConfigureAwait(false);
        var cool = await ask(Plain with { TopK = 1 }, 1).ConfigureAwait(false);
        await StopTextAsync(Found).ConfigureAwait(false);
        if (ignored.Count == 0)
        {
            Found("fields", "temperature, top_k, top_p, min_p and max_tokens are honoured");
        }

        Meaning(cool, hot, Found);
        await SeedAsync(Found).ConfigureAwait(false);
        return findings;
    }

    private static bool AreSame(ServerAnswer one, ServerAnswer other)
    {
        var at = one.TokenIds.AsSpan().CommonPrefixLength(other.TokenIds);
        return at >= Math.Min(one.TokenIds.Length, other.TokenIds.Length) || !(Math.Abs(one.LogProbs[at] - other.LogProbs[at]) > Tie);
    }

    /// <summary>Whether a text of the greedy completion ends it.</summary>
    private async Task StopTextAsync(Action<string, string, bool> found)
    {
        var isUsed = model.Sampling.Any(sampling => sampling.Stop.Count > 0);
        var text = model.Tokenizer.Decode([.. server.Probe!.TokenIds.Skip(1).Take(2)], skipSpecialTokens: true).Trim();
        if (!isUsed || text.Length == 0 || text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return;
        }

        var answer = await ask(Plain with { Temperature = 0, Stop = [text] }, 1).ConfigureAwait(false);
        var isHonoured = answer is { IsStopped: true, StopText: not null };
        found("field stop", isHonoured ? "is honoured" : "is ignored", !isHonoured);
    }

    private void Meaning(ServerAnswer cool, ServerAnswer hot, Action<string, string, bool> found)
    {
        var greedy = server.Probe!;
        var same = Math.Min(cool.TokenIds.AsSpan().CommonPrefixLength(hot.TokenIds), cool.TokenIds.AsSpan().CommonPrefixLength(greedy.TokenIds));
        bool Any(Func<int, bool> isSo) => Enumerable.Range(0, same).Any(isSo);
        server.Meaning = !Any(i => Math.Abs(greedy.LogProbs[i]) > Same) ? LogProbMeaning.Unknown
            : !Any(i => Math.Abs(cool.LogProbs[i]) > Same) ? LogProbMeaning.Filtered
            : Any(i => Math.Abs(cool.LogProbs[i] - hot.LogProbs[i]) > Same) ? LogProbMeaning.Tempered : LogProbMeaning.Raw;
        var isHot = model.Sampling.Any(sampling => sampling.Temperature > 1);
        var isCool = model.Sampling.Any(sampling => sampling.Temperature is > 0 and < 1);
        var isFiltered = model.Sampling.Any(sampling => sampling is { TopK: > 0 } or { TopP: < 1 } or { MinP: > 0 });
        var (text, isOther) = server.Meaning switch
        {
            LogProbMeaning.Tempered => ("after the temperature: this program's own", false),
            LogProbMeaning.Raw when isHot => ("before the temperature, and cannot be turned into those of a temperature above 1", true),
            LogProbMeaning.Raw when isCool =>
                ("before the temperature: turned into this program's own with those of the 20 most probable tokens", false),
            LogProbMeaning.Raw => ("before the temperature: at temperature 1 this program's own", false),
            LogProbMeaning.Filtered when isFiltered => ("after top_k, top_p and min_p: not this program's own, which are those before", true),
            LogProbMeaning.Filtered => ("after top_k, top_p and min_p: without these this program's own", false),
            _ => ("cannot be told: the model is sure of the probe's tokens", false),
        };
        found("log-probs", isOther && !model.NeedsLogProbs ? text + "; the stage records none" : text, isOther && model.NeedsLogProbs);
    }

    private async Task SeedAsync(Action<string, string, bool> found)
    {
        var hot = Plain with { Temperature = HotTemperature }; // where another seed gives other tokens, unless seeds are ignored
        var one = await ask(hot, 1).ConfigureAwait(false);
        var again = await ask(hot, 1).ConfigureAwait(false);
        var other = await ask(hot, 2).ConfigureAwait(false);
        found(
            "same seed",
            one.TokenIds.AsSpan().SequenceEqual(again.TokenIds) switch
            {
                false => "other tokens: a run cannot be repeated token by token",
                true when one.TokenIds.AsSpan().SequenceEqual(other.TokenIds) => "the same tokens, and those of another seed: the "
                    + "model is sure of the probe, or seeds are ignored",
                true => "the same tokens",
            },
            false);
    }
}
