using Intervene.Completions;
using Intervene.Options;
using Intervene.Torch.Generation;

namespace Intervene.Torch.Tests.Generation;

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
        var fault = Assert.Throws<InterveneException>(() => new TorchCompleter(model, "v").Complete(
            [SmallModels.Request([1], 1, Sampling), SmallModels.Request(prompt, 1, Sampling)], CancellationToken.None));
        Assert.Contains("Prompt 2 of 2", fault.Message, StringComparison.Ordinal);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prompt_as_long_as_the_context_is_refused()
    {
        using var model = SmallModels.Create();
        var completer = new TorchCompleter(model, "v");
        Assert.Contains(
            "has 64 tokens; expected 1 to 63",
            Assert.Throws<InterveneException>(() => completer.Complete([SmallModels.Request(new int[64], 1, Sampling)], CancellationToken.None)).Message,
            StringComparison.Ordinal);
        Assert.Single(completer.Complete([SmallModels.Request(new int[63], 1, Sampling)], CancellationToken.None));
    }

    [Fact]
    public void A_request_of_nothing_is_refused_and_no_request_gives_nothing()
    {
        using var model = SmallModels.Create();
        var completer = new TorchCompleter(model, "v");
        Assert.Empty(completer.Complete([], CancellationToken.None));
        Assert.Throws<InterveneException>(() => completer.Complete([SmallModels.Request([1], 0, Sampling)], CancellationToken.None));
        Assert.Throws<InterveneException>(() => completer.Complete([SmallModels.Request([1], 1, Sampling with { MaxTokens = 0 })], CancellationToken.None));
    }

    [Fact]
    public void Cancellation_ends_the_work_between_two_tokens()
    {
        using var model = SmallModels.Create(context: 4096);
        using var source = new CancellationTokenSource();
        CompletionRequest[] requests = [SmallModels.Request([1], 1, Sampling with { MaxTokens = 1 }), SmallModels.Request([2], 1, Sampling with { MaxTokens = 4000 })];
        using var groups = new TorchCompleter(model, "v", new TorchCompleterOptions { MaxRows = 1 }).Complete(requests, source.Token).GetEnumerator();
        Assert.True(groups.MoveNext());
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => groups.MoveNext());
    }
}
