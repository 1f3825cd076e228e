using System.Collections.Concurrent;
using Intervene.Completions;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Remote.Fleets;
using Intervene.Serving.Tests.Models;

namespace Intervene.Serving.Tests.Fleets;

public class FleetTests(ChainsModel model)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);
    private readonly ConcurrentQueue<string> _notices = [];

    [Theory]
    [InlineData("vllm")]
    [InlineData("sglang")]
    [InlineData("llama_cpp")]
    public async Task A_fleet_gives_the_samples_of_the_local_engine(string dialect)
    {
        var requests = Requests(model);
        await using var one = await ScriptedServer.StartAsync(model, dialect, Seeds(requests));
        await using var two = await ScriptedServer.StartAsync(model, dialect, Seeds(requests));
        using var fleet = await OpenAsync(Options(dialect, one, two));
        Assert.DoesNotContain(fleet.Findings, finding => finding.IsRefused);
        await AssertLocalAsync(requests, fleet);
        Assert.True(one.Samples > 0 && two.Samples > 0);
        Assert.Equal(requests.Sum(request => request.SampleCount), fleet.Counts.Sum(count => count.Completions));
        Assert.StartsWith($"{dialect} 1.2.3 http://127.0.0.1:", fleet.Counts[0].Server, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_killed_midway_changes_no_sample()
    {
        var requests = Requests(model);
        var servers = new ScriptedServer[3];
        for (var i = 0; i < servers.Length; i++)
        {
            servers[i] = await ScriptedServer.StartAsync(model, "vllm", Seeds(requests));
        }

        using var fleet = await OpenAsync(Options("vllm", servers) with { InFlight = 2 });
        var dying = 0;
        servers[1].FaultOf = number => number >= 2 && Interlocked.Exchange(ref dying, 1) == 0 ? KillSoon(servers[1]) : Fault.None;
        await AssertLocalAsync(requests, fleet);
        Assert.Contains(
            _notices, notice => notice.StartsWith(servers[1].Url, StringComparison.Ordinal) && notice.EndsWith("2 of 3 servers are "
                + "left", StringComparison.Ordinal));
        await servers[0].DisposeAsync();
        await servers[2].DisposeAsync();

        static Fault KillSoon(ScriptedServer server)
        {
            _ = Task.Run(async () => await server.DisposeAsync());
            return Fault.Hang;
        }
    }

    [Theory]
    [InlineData("vllm")]
    [InlineData("sglang")]
    [InlineData("llama_cpp")]
    public async Task What_passes_is_tried_again_and_changes_no_sample(string dialect)
    {
        Fault[] faults =
            [
                Fault.Html, Fault.TooMany, Fault.Cut, Fault.Aborted, Fault.LateError, Fault.LostLogProb, Fault.CutPrompt, Fault.CutCompletion,
                Fault.Unavailable, Fault.Hang, Fault.Drip,
            ];
        var requests = Requests(model);
        await using var bad = await ScriptedServer.StartAsync(model, dialect, Seeds(requests));
        await using var good = await ScriptedServer.StartAsync(model, dialect, Seeds(requests));
        using var fleet = await OpenAsync(Options(dialect, bad, good) with { TimeoutSeconds = 3, InFlight = 4 });
        bad.FaultOf = number => number >= 0 && number < faults.Length ? faults[number] : Fault.None;
        await AssertLocalAsync(requests, fleet);
        Assert.True(fleet.Counts[0].Retries > 0);
    }

    [Theory]
    [InlineData(Fault.Refusal, "answers /v1/completions with 400")]
    [InlineData(Fault.ForeignToken, "gave the token 100000; the model's are 0 to 263")]
    [InlineData(Fault.GoesOn, "went on after the stop token 263")]
    public async Task What_fails_for_good_is_named_and_not_tried_again_and_the_rest_is_sampled(Fault fault, string part)
    {
        var requests = Requests(model);
        requests[2] = requests[2] with { Name = "algebra/7" };
        await using var server = await ScriptedServer.StartAsync(model, "vllm", Seeds(requests));
        using var fleet = await OpenAsync(Options("vllm", server) with { InFlight = 1 });
        server.FaultOf = number => number == 6 ? fault : Fault.None; // the first sample of the third request
        var found = new List<SampledCompletion>();
        var refused = await Assert.ThrowsAsync<InterveneException>(async () =>
        {
            await foreach (var completion in new FleetCompleter(fleet, Soon).CompleteAsync(requests, TestContext.Current.CancellationToken))
            {
                found.Add(completion);
            }
        });
        Assert.StartsWith("1 of 24 samples could not be had: sample 0 of problem algebra/7: the server ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(part, refused.Message, StringComparison.Ordinal);
        Assert.Equal((23, 24), (found.Count, server.Samples));
    }

    [Fact]
    public async Task Where_everything_fails_the_rest_is_given_up()
    {
        List<CompletionRequest> requests = [Requests(model)[0] with { SampleCount = 1000 }];
        await using var server = await ScriptedServer.StartAsync(model, "vllm");
        using var fleet = await OpenAsync(Options("vllm", server) with { InFlight = 4 });
        server.FaultOf = _ => Fault.Refusal;
        var fault = await Assert.ThrowsAsync<InterveneException>(
            () => new FleetCompleter(fleet, Soon).CompleteAllAsync(requests, TestContext.Current.CancellationToken));
        Assert.StartsWith("64 of 1000 samples could not be had, and the others were given up", fault.Message, StringComparison.Ordinal);
        Assert.InRange(server.Samples, 64, 70);
    }

    [Theory]
    [InlineData("top_k")]
    [InlineData("top_p")]
    [InlineData("min_p")]
    [InlineData("stop")]
    [InlineData("temperature")]
    public async Task A_field_that_a_server_ignores_is_refused_where_the_stage_uses_it(string field)
    {
        await using var server = await ScriptedServer.StartAsync(model, "vllm");
        server.Ignored = [field];
        var sampling = new SamplingOptions { MaxTokens = 60, TopK = 5, TopP = 0.9, MinP = 0.1, Stop = ["x"] };
        var fault = await Assert.ThrowsAsync<InterveneException>(() => OpenAsync(Options("vllm", server), sampling));
        Assert.Contains($"field {field}: is ignored", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain($"field {(field == "top_k" ? "top_p" : "top_k")}", fault.Message, StringComparison.Ordinal);
        if (field != "temperature")
        {
            (await OpenAsync(Options("vllm", server))).Dispose(); // nothing that it uses
        }
    }

    [Theory]
    [InlineData("raw", 1.0, null)]
    [InlineData("raw", 0.7, null)]
    [InlineData("raw", 1.2, "cannot be turned into those of a temperature above 1")]
    [InlineData("filtered", 1.0, "after top_k, top_p and min_p")]
    [InlineData("tempered", 1.2, null)]
    public async Task Log_probs_that_mean_something_else_are_refused_where_they_are_recorded(
        string meaning, double temperature, string? part)
    {
        await using var server = await ScriptedServer.StartAsync(model, "vllm");
        server.Meaning = meaning;
        var sampling = new SamplingOptions { MaxTokens = 60, TopK = 50, Temperature = temperature };
        if (part is not null)
        {
            var fault = await Assert.ThrowsAsync<InterveneException>(() => OpenAsync(Options("vllm", server), sampling));
            Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        }

        using var fleet = await OpenAsync(Options("vllm", server), sampling, needsLogProbs: part is null);
        var found = fleet.Findings.Single(finding => finding.What == "log-probs").Found;
        Assert.Contains(meaning switch { "raw" => "before", _ => "after" }, found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_token_that_the_server_keeps_to_itself_is_added_without_a_log_prob()
    {
        var requests = Requests(model);
        await using var server = await ScriptedServer.StartAsync(model, "sglang", Seeds(requests));
        server.HidesStopToken = true;
        using var fleet = await OpenAsync(Options("sglang", server));
        Assert.Contains("not among the ids", fleet.Findings.Single(finding => finding.What == "stop token").Found, StringComparison.Ordinal);
        var sampled = await new FleetCompleter(fleet, Soon).CompleteAllAsync(requests[..1], TestContext.Current.CancellationToken);
        foreach (var completion in sampled[0].Completions.Where(completion => completion.FinishReason == FinishReason.Stop))
        {
            Assert.Equal(263, completion.TokenIds[^1]);
            Assert.True(float.IsNaN(completion.SamplerLogProbs[^1]));
        }

        Assert.Contains(sampled[0].Completions, completion => completion.FinishReason == FinishReason.Stop);
    }

    [Fact]
    public void Samples_of_a_problem_all_have_other_seeds()
    {
        var key = RandomKey.Of(1, "mine", "p");
        var seeds = Enumerable.Range(0, 100_000).Select(sample => FleetSeed.Of(key, sample)).ToHashSet();
        Assert.Equal(100_000, seeds.Count);
        Assert.All(seeds, seed => Assert.True(seed >= 0));
    }

    [Fact]
    public async Task A_server_that_comes_back_is_used_again_unless_it_has_other_weights()
    {
        var requests = Requests(model);
        var first = await ScriptedServer.StartAsync(model, "vllm", Seeds(requests));
        await using var second = await ScriptedServer.StartAsync(model, "vllm", Seeds(requests));
        using var fleet = await OpenAsync(Options("vllm", first, second));
        var completer = new FleetCompleter(fleet, Soon);
        foreach (
            var (shift, notice) in ((float, string)[])[(-0.5f, "other log-probs than before: it gets no more requests"), (0, "answers again as "
                + "before")])
        {
            await first.DisposeAsync();
            await AssertLocalAsync(requests, fleet, completer);
            first = await ScriptedServer.StartAsync(model, "vllm", Seeds(requests), new Uri(first.Url).Port, shift);
            while (!_notices.Any(said => said.EndsWith(notice, StringComparison.Ordinal)))
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            await AssertLocalAsync(requests, fleet, completer);
            Assert.Equal(shift == 0, first.Samples > 0);
        }

        await first.DisposeAsync();
    }

    [Fact]
    public async Task Where_no_server_answers_the_work_stops_after_a_while()
    {
        var server = await ScriptedServer.StartAsync(model, "vllm");
        using var fleet = await OpenAsync(Options("vllm", server) with { GiveUpSeconds = 0.2 });
        await server.DisposeAsync();
        var fault =
            await Assert.ThrowsAsync<InterveneException>(
                () => new FleetCompleter(fleet, Soon).CompleteAllAsync(Requests(model), TestContext.Current.CancellationToken));
        Assert.Contains("no server has answered for 0.2 s", fault.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Refusals() => new()
    {
        { "tokenizer", "another tokenizer" },
        { "context", "the stage needs 200" },
        { "weights", "log-probs of" },
        { "name", "'other' with a max_model_len is not among them" },
        { "key", "401" },
        { "html", "which is no JSON" },
        { "ids", "return_token_ids" },
        { "away", "cannot be reached" },
        { "no such server", "404" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_is_not_the_recipes_model_is_refused_before_the_first_sample(string what, string part)
    {
        await using var good = await ScriptedServer.StartAsync(model, "vllm");
        await using var server = await ScriptedServer.StartAsync(model, what == "no such server" ? "sglang" : "vllm");
        server.HasOtherTokenizer = what == "tokenizer";
        server.Context = what == "context" ? 100 : 512;
        server.Shift = what == "weights" ? -0.5f : 0;
        server.Key = what == "key" ? "secret" : null;
        server.FaultOf = _ => what switch { "html" => Fault.Html, "ids" => Fault.NoTokenIds, _ => Fault.None };
        var options = Options("vllm", good, server) with { Model = what == "name" ? "other" : null };
        if (what == "away")
        {
            options = options with { Endpoints = [good.Url, "http://127.0.0.1:9"] };
        }

        var fault = await Assert.ThrowsAsync<InterveneException>(() => OpenAsync(options));
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.Contains(what == "away" ? "http://127.0.0.1:9" : server.Url, fault.Message, StringComparison.Ordinal);
        Assert.Equal(what == "name", fault.Message.Contains(good.Url + ":", StringComparison.Ordinal));
    }

    [Fact]
    public async Task This_programs_own_server_is_one_of_vllms_kind()
    {
        await using var own = await model.StartAsync();
        using var fleet = await OpenAsync(new VllmFleetOptions { Endpoints = [own.Url.ToString()] });
        Assert.Equal("after the temperature: this program's own", fleet.Findings.Single(finding => finding.What == "log-probs").Found);
        Assert.Equal("the same tokens", fleet.Findings.Single(finding => finding.What == "same seed").Found);
        var greedy =
            Requests(model).Select(request => request with { Sampling = request.Sampling with { Temperature = 0 }, SampleCount = 1 }).ToList();
        await AssertLocalAsync(greedy, fleet);
    }

    private static List<CompletionRequest> Requests(ChainsModel model) =>
    [
        .. Enumerable.Range(0, 8).Select(i => new CompletionRequest
        {
            PromptIds = model.Tokenizer.Encode($"{50 + i} *4 -19\n\n"),
            Key = RandomKey.Of(1, "mine", $"p{i}"),
            FirstSample = i % 2,
            SampleCount = 3,
            Sampling = new SamplingOptions { MaxTokens = i == 7 ? 5 : 60, TopK = i == 3 ? 50 : 0, Stop = i == 5 ? ["\n"] : [] },
        }),
    ];

    private static Dictionary<int, (RandomKey, int)> Seeds(List<CompletionRequest> requests) =>
        requests.SelectMany(
            request => Enumerable.Range(request.FirstSample, request.SampleCount).Select(sample => (request.Key, sample)))
                .ToDictionary(pair => FleetSeed.Of(pair.Key, pair.sample));

    private static FleetOptions Options(string dialect, params ScriptedServer[] servers)
    {
        string[] urls = [.. servers.Select(server => server.Url)];
        return dialect switch
        {
            "vllm" => new VllmFleetOptions { Endpoints = urls },
            "sglang" => new SglangFleetOptions { Endpoints = urls },
            _ => new LlamaCppFleetOptions { Endpoints = urls }
        };
    }

    private Task<Fleet> OpenAsync(FleetOptions options, SamplingOptions? sampling = null, bool needsLogProbs = true) => Fleet.OpenAsync(
        options,
        new FleetModel
        {
            Policy = new SampledPolicy(SampledPolicy.Base, "models/chains", "base"),
            Tokenizer = model.Tokenizer,
            VocabularySize = 264,
            StopIds = [263],
            ContextLength = 512,
            NeededContext = 200,
            Sampling = [sampling ?? new SamplingOptions { MaxTokens = 60 }],
            NeedsLogProbs = needsLogProbs,
            Local = model.CompleteAsync,
            Notice = _notices.Enqueue,
        },
        TestContext.Current.CancellationToken);

    private async Task AssertLocalAsync(List<CompletionRequest> requests, Fleet fleet, FleetCompleter? completer = null)
    {
        var found = await (completer ?? new FleetCompleter(fleet, Soon)).CompleteAllAsync(requests, TestContext.Current.CancellationToken);
        foreach (var group in found)
        {
            foreach (var completion in group.Completions)
            {
                var local =
                    await model.CompleteAsync(
                        group.Request with { FirstSample = completion.Sample, SampleCount = 1 }, TestContext.Current.CancellationToken);
                Assert.Equal(local.TokenIds, completion.TokenIds);
                Assert.Equal(local.SamplerLogProbs, completion.SamplerLogProbs);
                Assert.Equal(local.FinishReason, completion.FinishReason);
            }
        }
    }
}
