using Intervene.Completions;
using Intervene.Models;
using Intervene.Options;
using Intervene.Torch.Engine;
using Intervene.Torch.Models;
using Intervene.Torch.Tests.Training;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Engine;

public class LocalEngineTests
{
    public static TheoryData<ModelFamily, int, int> Shapes() => SmallModels.Shapes();

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_trainer_gives_sampled_tokens_the_samplers_log_probs(ModelFamily family, int kvHeads, int headWidth)
    {
        using var model = SmallModels.Create(family, kvHeads, headWidth);
        foreach (var group in Complete(model, SmallModels.Mixed()))
        {
            var temperature = group.Request.Sampling.Temperature is > 0 and var t ? t : 1;
            foreach (var completion in group.Completions)
            {
                var expected = TrainerLogProbs(model, group.Request.PromptIds, completion.TokenIds, temperature);
                Assert.Equal(expected.Length, completion.SamplerLogProbs.Length);
                Assert.All(expected.Zip(completion.SamplerLogProbs), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-4));
            }
        }
    }

    [Fact]
    public void The_same_requests_give_the_same_bits()
    {
        using var model = SmallModels.Create(stopIds: [0, 5]);
        Assert.Equal(Bits(Complete(model, SmallModels.Mixed())), Bits(Complete(model, SmallModels.Mixed())));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public void The_number_of_rows_decoded_together_changes_no_bit(int rows)
    {
        using var model = SmallModels.Create(stopIds: [0, 5]);
        var expected = Complete(model, SmallModels.Mixed()).SelectMany(group => group.Completions).ToArray();
        var actual = Complete(model, SmallModels.Mixed(), rows).SelectMany(group => group.Completions).ToArray();
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (a, b) in expected.Zip(actual))
        {
            Assert.Equal((a.Sample, a.FinishReason), (b.Sample, b.FinishReason));
            Assert.Equal(a.TokenIds, b.TokenIds);
            Assert.Equal(a.SamplerLogProbs, b.SamplerLogProbs);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(150_000)]
    [InlineData(300_000)]
    public void Less_memory_for_keys_and_values_changes_no_bit(long cacheBytes)
    {
        using var model = SmallModels.Create(stopIds: [0, 5]);
        Assert.Equal(Bits(Complete(model, SmallModels.Mixed())), Bits(Complete(model, SmallModels.Mixed(), cacheBytes: cacheBytes)));
    }

    [Fact]
    public void A_samples_tokens_do_not_depend_on_what_is_sampled_with_it()
    {
        using var model = SmallModels.Create(stopIds: [0]);
        var request = SmallModels.Request([4, 5, 6], 6, new SamplingOptions { MaxTokens = 20 });
        var together = Complete(model, [.. SmallModels.Mixed(), request])[^1].Completions;
        var later = Complete(model, [request with { FirstSample = 4, SampleCount = 2 }]).Single().Completions;
        Assert.Equal([4, 5], later.Select(completion => completion.Sample));
        Assert.Equal(together.Skip(4).Select(completion => completion.TokenIds), later.Select(completion => completion.TokenIds));
    }

    [Fact]
    public async Task A_completion_comes_as_soon_as_it_ends()
    {
        using var model = SmallModels.Create();
        using var engine = new LocalEngine(model, "v");
        CompletionRequest[] requests = [Of("long", 50), Of("short", 3), Of("shorter", 2)];
        var order = new List<(int Request, int Sample)>();
        await foreach (var sampled in engine.CompleteAsync(requests, CancellationToken.None))
        {
            order.Add((sampled.Request, sampled.Completion.Sample));
        }

        Assert.Equal([(2, 0), (2, 1), (1, 0), (1, 1), (0, 0), (0, 1)], order);
        CompletionRequest Of(string id, int tokens) => SmallModels.Request([1, 2], 2, new SamplingOptions { MaxTokens = tokens }, id);
    }

    [Fact]
    public async Task Callers_share_an_engine_and_each_gets_its_own_completions()
    {
        using var model = SmallModels.Create(stopIds: [0, 5]);
        using var engine = new LocalEngine(model, "v", new LocalEngineOptions { MaxRows = 4, CacheBytes = 400_000 });
        var requests = SmallModels.Mixed();
        var expected = Bits(Complete(model, requests));
        var together = await Task.WhenAll(Enumerable.Range(0, 5).Select(
            _ => Task.Run(() => EngineRuns.Complete(engine, requests), TestContext.Current.CancellationToken)));
        Assert.All(together, groups => Assert.Equal(expected, Bits(groups)));
        Assert.Equal((0, 0), (engine.Load.RunningSamples, engine.Load.WaitingSamples));
        Assert.Equal(engine.Load.TotalBlocks, engine.Load.FreeBlocks);
    }

    [Fact]
    public void Long_prompts_and_completions_have_the_bits_of_the_trainer_alone_in_any_block()
    {
        using var model = SmallModels.Create(context: 400);
        CompletionRequest[] requests =
        [
            .. new[] { 1, 63, 64, 65, 128, 300 }.Select(length => SmallModels.Request(
                [.. Enumerable.Range(0, length).Select(i => 1 + (i * 7 % 36))],
                3, new SamplingOptions { MaxTokens = 70, Temperature = 3 }, $"{length}")),
        ];
        var together = Complete(model, requests);
        for (var i = 0; i < requests.Length; i++)
        {
            Assert.Equal(Bits([together[i]]), Bits(Complete(model, [requests[i]], rows: 1, cacheBytes: 1)));
            var completion = together[i].Completions[1];
            var expected = TrainerLogProbs(model, requests[i].PromptIds, completion.TokenIds, 3);
            Assert.All(expected.Zip(completion.SamplerLogProbs), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-4));
        }
    }

    [Fact]
    public void Every_stop_token_ends_a_completion_and_is_its_last()
    {
        int[] stops = [2, 11, 29];
        using var model = SmallModels.Create(stopIds: stops);
        var completions = Complete(
            model, [SmallModels.Request([1, 2], 200, new SamplingOptions { MaxTokens = 60, Temperature = 2 })]).Single().Completions;
        foreach (var completion in completions)
        {
            Assert.DoesNotContain(completion.TokenIds[..^1], id => stops.Contains(id));
            Assert.Equal(stops.Contains(completion.TokenIds[^1]) ? FinishReason.Stop : FinishReason.Length, completion.FinishReason);
        }

        Assert.Equal(
            stops, completions.Where(completion => completion.FinishReason == FinishReason.Stop)
                .Select(completion => completion.TokenIds[^1]).Distinct().Order());
    }

    [Fact]
    public void A_completion_ends_at_its_budget_or_at_the_end_of_the_context()
    {
        using var model = SmallModels.Create(context: 12);
        CompletionRequest Of(int prompt, int tokens) =>
            SmallModels.Request([.. Enumerable.Range(1, prompt)], 2, new SamplingOptions { MaxTokens = tokens });
        (int Prompt, int Tokens, FinishReason Reason, int Expected)[] cases =
            [(5, 3, FinishReason.Length, 3), (5, 1, FinishReason.Length, 1),
                (5, 7, FinishReason.Length, 7), (5, 8, FinishReason.Context, 7), (11, 50, FinishReason.Context, 1)];
        var groups = Complete(model, [.. cases.Select(c => Of(c.Prompt, c.Tokens))]);
        foreach (var (expected, group) in cases.Zip(groups))
        {
            Assert.All(group.Completions,
                completion => Assert.Equal((expected.Reason, expected.Expected), (completion.FinishReason, completion.TokenIds.Length)));
        }
    }

    [Fact]
    public void First_tokens_have_the_frequencies_of_the_models_distribution()
    {
        using var model = SmallModels.Create();
        var sampling = new SamplingOptions { MaxTokens = 1, Temperature = 0.8, TopP = 0.95 };
        var counts = new int[model.Config.VocabularySize];
        foreach (var completion in Complete(model, [SmallModels.Request([7, 8, 9], 5_000, sampling)]).Single().Completions)
        {
            counts[completion.TokenIds[0]]++;
        }

        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        using var packed = PackedSequences.Pack([new[] { 7, 8, 9 }]);
        var probabilities = new double[counts.Length];
        Warpers.Probabilities(model.Logits(packed)[-1].data<float>().ToArray(), sampling, probabilities);
        Assert.InRange(ChiSquare.Score(counts, probabilities), double.NegativeInfinity, 4.5);
    }

    [Fact]
    public void Prompts_that_begin_like_others_have_the_bits_that_they_have_alone()
    {
        using var model = SmallModels.Create(context: 400);
        int[] start = [.. Enumerable.Range(0, 150).Select(i => 1 + (i * 11 % 36))];
        CompletionRequest[] requests =
        [
            .. new[] { 150, 140, 128, 129, 64, 100 }.Select(length => SmallModels.Request(
                [.. start[..length], .. length == 100 ? start : []], 2, new SamplingOptions { MaxTokens = 70, Temperature = 3 }, $"{length}")),
        ];
        var alone = requests.Select(request => Bits(Complete(model, [request]))).ToArray();
        using var engine = new LocalEngine(model, "v", new LocalEngineOptions { KeepsPrompts = true });
        Assert.Equal(alone.SelectMany(bits => bits), Bits(EngineRuns.Complete(engine, requests)));
        Assert.All(requests.Zip(alone), pair => Assert.Equal(pair.Second, Bits(EngineRuns.Complete(engine, [pair.First]))));
        using (no_grad())
        {
            model["model.embed_tokens.weight"].neg_();
        }

        engine.Update("other");
        Assert.Equal(Bits(Complete(model, requests)), Bits(EngineRuns.Complete(engine, requests)));
    }

    [Fact]
    public async Task An_update_is_seen_by_the_requests_after_it_and_not_by_those_before()
    {
        using var model = SmallModels.Create();
        using var engine = new LocalEngine(model, "first");
        CompletionRequest[] requests = [SmallModels.Request([1, 2, 3], 2, new SamplingOptions { MaxTokens = 40 })];
        var before = Bits(EngineRuns.Complete(engine, requests));
        using (no_grad())
        {
            model["model.embed_tokens.weight"].neg_();
            model["model.norm.weight"].mul_(1.5);
        }

        Assert.Equal(before, Bits(EngineRuns.Complete(engine, requests)));
        await using var running = engine.CompleteAsync(requests, CancellationToken.None).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var first = running.MoveNextAsync();
        engine.Update("second");
        Assert.True(await first);
        Assert.Equal(before[..40], running.Current.Completion.TokenIds);
        Assert.Equal("second", engine.WeightVersion);
        var after = Bits(EngineRuns.Complete(engine, requests));
        Assert.NotEqual(before, after);
        Assert.Equal(Bits(Complete(model, requests)), after);
    }

    [Fact]
    public void An_engine_leaves_no_tensor_behind()
    {
        using var model = SmallModels.Create(stopIds: [0]);
        Leaks.None(() => Complete(model, SmallModels.Mixed(), 3));
    }

    internal static SampledGroup[] Complete(
        CausalLanguageModel model, IReadOnlyList<CompletionRequest> requests, int rows = 256, long cacheBytes = 3L << 30)
    {
        using var engine = new LocalEngine(model, "v", new LocalEngineOptions { MaxRows = rows, CacheBytes = cacheBytes });
        return EngineRuns.Complete(engine, requests);
    }

    private static int[] Bits(IReadOnlyList<SampledGroup> groups) =>
        [.. groups.SelectMany(group => group.Completions)
            .SelectMany(c => c.TokenIds.Concat(c.SamplerLogProbs.Select(BitConverter.SingleToInt32Bits)))];

    private static float[] TrainerLogProbs(CausalLanguageModel model, int[] prompt, int[] tokens, double temperature)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        using var packed = PackedSequences.Pack([new int[][] { prompt, tokens }.SelectMany(ids => ids).ToArray()]);
        var logits = model.Logits(packed).narrow(0, prompt.Length - 1, tokens.Length) / temperature;
        return logits.log_softmax(-1).gather(1, tensor(tokens.Select(id => (long)id).ToArray()).unsqueeze(1)).squeeze(1).data<float>().ToArray();
    }
}
