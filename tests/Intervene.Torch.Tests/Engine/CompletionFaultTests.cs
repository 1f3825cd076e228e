using Intervene.Completions;
using Intervene.Options;
using Intervene.Torch.Engine;

namespace Intervene.Torch.Tests.Engine;

public class CompletionFaultTests
{
    private static readonly SamplingOptions Sampling = new() { MaxTokens = 30 };

    [Theory]
    [InlineData(new int[0], "has 0 tokens; expected 1 to 63")]
    [InlineData(new[] { 1, 37 }, "has the token 37; expected 0 to 36")]
    [InlineData(new[] { -1, 2 }, "has the token -1; expected 0 to 36")]
    public void A_prompt_that_the_model_cannot_take_is_refused_with_its_number(int[] prompt, string message)
    {
        using var model = SmallModels.Create();
        using var engine = new LocalEngine(model, "v");
        var fault = Assert.Throws<InterveneException>(() => engine.CompleteAsync(
            [SmallModels.Request([1], 1, Sampling), SmallModels.Request(prompt, 1, Sampling)], CancellationToken.None));
        Assert.Contains("Prompt 2 of 2", fault.Message, StringComparison.Ordinal);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prompt_as_long_as_the_context_is_refused()
    {
        using var model = SmallModels.Create();
        using var engine = new LocalEngine(model, "v");
        Assert.Contains(
            "has 64 tokens; expected 1 to 63",
            Assert.Throws<InterveneException>(
                () => engine.CompleteAsync([SmallModels.Request(new int[64], 1, Sampling)], CancellationToken.None)).Message,
            StringComparison.Ordinal);
        Assert.Single(EngineRuns.Complete(engine, [SmallModels.Request(new int[63], 1, Sampling)]));
    }

    [Fact]
    public void A_request_of_nothing_is_refused_and_no_request_gives_nothing()
    {
        using var model = SmallModels.Create();
        using var engine = new LocalEngine(model, "v");
        Assert.Empty(EngineRuns.Complete(engine, []));
        Assert.Throws<InterveneException>(() => engine.CompleteAsync([SmallModels.Request([1], 0, Sampling)], CancellationToken.None));
        Assert.Throws<InterveneException>(
            () => engine.CompleteAsync([SmallModels.Request([1], 1, Sampling with { MaxTokens = 0 })], CancellationToken.None));
    }

    [Fact]
    public async Task Cancellation_ends_the_work_between_two_tokens()
    {
        using var model = SmallModels.Create(context: 4096);
        using var engine = new LocalEngine(model, "v", new LocalEngineOptions { MaxRows = 1 });
        using var source = new CancellationTokenSource();
        CompletionRequest[] requests =
            [SmallModels.Request([1], 1, Sampling with { MaxTokens = 1 }), SmallModels.Request([2], 1, Sampling with { MaxTokens = 4000 })];
        await using var completions = engine.CompleteAsync(requests, source.Token).GetAsyncEnumerator(CancellationToken.None);
        Assert.True(await completions.MoveNextAsync());
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await completions.MoveNextAsync());
        await Idle(engine);
    }

    [Fact]
    public async Task A_stream_gives_each_token_as_it_comes_and_frees_its_rows_where_it_is_left()
    {
        using var model = SmallModels.Create(context: 4096);
        using var engine = new LocalEngine(model, "v", new LocalEngineOptions { MaxRows = 2 });
        var request = SmallModels.Request([1, 2, 3], 3, Sampling) with { FirstSample = 4 };
        var expected = EngineRuns.Complete(engine, [request])[0].Completions;
        var told = new List<SampledToken>();
        await foreach (var token in engine.StreamAsync(request, CancellationToken.None))
        {
            told.Add(token);
        }

        foreach (var completion in expected)
        {
            var own = told.Where(token => token.Sample == completion.Sample).ToArray();
            Assert.Equal(completion.TokenIds, own.Select(token => token.Token));
            Assert.Equal(completion.SamplerLogProbs, own.Select(token => token.LogProb));
            Assert.Equal(completion.FinishReason, own[^1].Finish);
            Assert.All(own[..^1], token => Assert.Null(token.Finish));
        }

        await foreach (var token in engine.StreamAsync(request with { Sampling = Sampling with { MaxTokens = 4000 } }, CancellationToken.None))
        {
            Assert.Equal(4, token.Sample);
            break;
        }

        await Idle(engine);
    }

    [Fact]
    public async Task A_disposed_engine_ends_what_waits_and_takes_nothing_new()
    {
        using var model = SmallModels.Create(context: 4096);
        var engine = new LocalEngine(model, "v");
        CompletionRequest[] requests = [SmallModels.Request([1], 1, Sampling with { MaxTokens = 4000 })];
        await using var completions = engine.CompleteAsync(requests, CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        var first = completions.MoveNextAsync();
        engine.Dispose();
        engine.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await first);
        Assert.Throws<ObjectDisposedException>(() => EngineRuns.Complete(engine, requests));
    }

    /// <summary>The engine frees rows and blocks at its next step.</summary>
    private static async Task Idle(LocalEngine engine)
    {
        while (engine.Load is { RunningSamples: > 0 } or { WaitingSamples: > 0 })
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.Equal(engine.Load.TotalBlocks, engine.Load.FreeBlocks);
    }
}
