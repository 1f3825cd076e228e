using System.Text;
using Intervene.Completions;
using Intervene.Options;
using Intervene.Torch.Engine;

namespace Intervene.Torch.Tests.Engine;

public class StopTextTests
{
    [Fact]
    public void A_stop_text_may_span_tokens_and_ends_the_completion_where_it_is_complete()
    {
        using var model = SmallModels.Create();
        var free = Sample(model, []);
        var text = string.Concat(free.TokenIds.Select(Text));
        for (var length = 1; length <= 5; length++)
        {
            for (var at = 3; at < 12; at++)
            {
                var stop = text.Substring(at, length);
                var ended = Sample(model, ["never", stop]);
                var end = text.IndexOf(stop, StringComparison.Ordinal) + length;
                Assert.Equal(FinishReason.Stop, ended.FinishReason);
                Assert.Equal(free.TokenIds[..((end + 1) / 2)], ended.TokenIds);
            }
        }
    }

    [Fact]
    public void A_text_that_never_comes_changes_nothing()
    {
        using var model = SmallModels.Create();
        var (free, ended) = (Sample(model, []), Sample(model, ["never"]));
        Assert.Equal((FinishReason.Length, free.TokenIds.Length), (ended.FinishReason, ended.TokenIds.Length));
        Assert.Equal(free.TokenIds, ended.TokenIds);
    }

    [Fact]
    public void Without_the_bytes_of_tokens_a_stop_text_is_refused()
    {
        using var model = SmallModels.Create();
        using var engine = new LocalEngine(model, "v");
        Assert.Throws<InterveneException>(() => engine.CompleteAsync([Request(["x"])], CancellationToken.None));
    }

    private static Completion Sample(Torch.Models.CausalLanguageModel model, string[] stop)
    {
        using var engine = new LocalEngine(model, "v", new LocalEngineOptions { TokenBytes = id => Encoding.UTF8.GetBytes(Text(id)) });
        return EngineRuns.Complete(engine, [Request(stop)])[0].Completions[0];
    }

    /// <summary>Two letters a token.</summary>
    private static string Text(int token) => $"{(char)('a' + (token % 7))}{(char)('A' + token)}";

    private static CompletionRequest Request(string[] stop) => new()
    {
        PromptIds = [1, 2, 3],
        Key = RandomKey.Of(5, "stop", "p"),
        SampleCount = 1,
        Sampling = new SamplingOptions { MaxTokens = 30, Stop = stop },
    };
}
