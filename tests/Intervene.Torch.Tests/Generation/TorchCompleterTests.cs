using Intervene.Completions;
using Intervene.Models;
using Intervene.Options;
using Intervene.Torch.Generation;
using Intervene.Torch.Models;
using Intervene.Torch.Tests.Training;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Generation;

public class TorchCompleterTests
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

    [Fact]
    public void Less_memory_for_keys_and_values_changes_no_token()
    {
        using var model = SmallModels.Create(stopIds: [0, 5]);
        var options = new TorchCompleterOptions { CacheBytes = 100_000 };
        Assert.Equal(
            Tokens(Complete(model, SmallModels.Mixed())),
            Tokens([.. new TorchCompleter(model, "v", options).Complete(SmallModels.Mixed(), CancellationToken.None)]));
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
    public void Groups_come_in_the_order_of_the_requests_with_their_samples_in_order()
    {
        using var model = SmallModels.Create(stopIds: [0, 1, 2, 3]);
        var requests = SmallModels.Mixed();
        foreach (var rows in new[] { 2, 7 })
        {
            var groups = Complete(model, requests, rows);
            Assert.Equal(requests, groups.Select(group => group.Request));
            Assert.All(groups, group => Assert.Equal(
                Enumerable.Range(group.Request.FirstSample, group.Request.SampleCount), group.Completions.Select(completion => completion.Sample)));
        }
    }

    [Fact]
    public void Every_stop_token_ends_a_completion_and_is_its_last()
    {
        int[] stops = [2, 11, 29];
        using var model = SmallModels.Create(stopIds: stops);
        var completions = Complete(model, [SmallModels.Request([1, 2], 200, new SamplingOptions { MaxTokens = 60, Temperature = 2 })]).Single().Completions;
        foreach (var completion in completions)
        {
            Assert.DoesNotContain(completion.TokenIds[..^1], id => stops.Contains(id));
            Assert.Equal(stops.Contains(completion.TokenIds[^1]) ? FinishReason.Stop : FinishReason.Length, completion.FinishReason);
        }

        Assert.Equal(stops, completions.Where(completion => completion.FinishReason == FinishReason.Stop).Select(completion => completion.TokenIds[^1]).Distinct().Order());
    }

    [Fact]
    public void A_completion_ends_at_its_budget_or_at_the_end_of_the_context()
    {
        using var model = SmallModels.Create(context: 12);
        CompletionRequest Of(int prompt, int tokens) => SmallModels.Request([.. Enumerable.Range(1, prompt)], 2, new SamplingOptions { MaxTokens = tokens });
        (int Prompt, int Tokens, FinishReason Reason, int Expected)[] cases =
            [(5, 3, FinishReason.Length, 3), (5, 1, FinishReason.Length, 1), (5, 7, FinishReason.Length, 7), (5, 8, FinishReason.Context, 7), (11, 50, FinishReason.Context, 1)];
        var groups = Complete(model, [.. cases.Select(c => Of(c.Prompt, c.Tokens))]);
        foreach (var (expected, group) in cases.Zip(groups))
        {
            Assert.All(group.Completions, completion => Assert.Equal((expected.Reason, expected.Expected), (completion.FinishReason, completion.TokenIds.Length)));
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
    public void A_change_of_weights_is_seen_by_the_next_call()
    {
        using var model = SmallModels.Create();
        var completer = new TorchCompleter(model, "v");
        var request = SmallModels.Request([1, 2, 3], 2, new SamplingOptions { MaxTokens = 20 });
        var before = Tokens([.. completer.Complete([request], CancellationToken.None)]);
        using (no_grad())
        {
            model["model.embed_tokens.weight"].neg_();
        }

        Assert.NotEqual(before, Tokens([.. completer.Complete([request], CancellationToken.None)]));
    }

    [Fact]
    public void Generation_leaves_no_tensor_behind()
    {
        using var model = SmallModels.Create(stopIds: [0]);
        Leaks.None(() => Complete(model, SmallModels.Mixed(), 3));
        Leaks.None(() => new TorchCompleter(model, "v").Complete(SmallModels.Mixed(), CancellationToken.None).First());
    }

    internal static CompletionGroup[] Complete(CausalLanguageModel model, IReadOnlyList<CompletionRequest> requests, int rows = 256) =>
        [.. new TorchCompleter(model, "v", new TorchCompleterOptions { MaxRows = rows }).Complete(requests, CancellationToken.None)];

    private static int[][] Tokens(IReadOnlyList<CompletionGroup> groups) => [.. groups.SelectMany(group => group.Completions).Select(completion => completion.TokenIds)];

    private static int[] Bits(IReadOnlyList<CompletionGroup> groups) =>
        [.. groups.SelectMany(group => group.Completions).SelectMany(c => c.TokenIds.Concat(c.SamplerLogProbs.Select(BitConverter.SingleToInt32Bits)))];

    private static float[] TrainerLogProbs(CausalLanguageModel model, int[] prompt, int[] tokens, double temperature)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        using var packed = PackedSequences.Pack([new int[][] { prompt, tokens }.SelectMany(ids => ids).ToArray()]);
        var logits = model.Logits(packed).narrow(0, prompt.Length - 1, tokens.Length) / temperature;
        return logits.log_softmax(-1).gather(1, tensor(tokens.Select(id => (long)id).ToArray()).unsqueeze(1)).squeeze(1).data<float>().ToArray();
    }
}
