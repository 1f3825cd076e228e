using System.Text;
using Intervene.Completions;
using Intervene.Options;
using Intervene.Torch.Generation;

namespace Intervene.Torch.Tests.Generation;

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
    public void Sampled_tokens_are_told_in_their_order()
    {
        using var model = SmallModels.Create();
        var told = new List<(int Request, int Sample, int Token)>();
        var options = new TorchCompleterOptions { MaxRows = 2, Sampled = (request, sample, token) => told.Add((request, sample, token)) };
        var groups = new TorchCompleter(model, "v", options).Complete([Request([]) with { FirstSample = 4, SampleCount = 3 }, Request([])], CancellationToken.None).ToList();
        for (var i = 0; i < groups.Count; i++)
        {
            foreach (var completion in groups[i].Completions)
            {
                Assert.Equal(completion.TokenIds, told.Where(t => t.Request == i && t.Sample == completion.Sample).Select(t => t.Token));
            }
        }
    }

    [Fact]
    public void Without_the_bytes_of_tokens_a_stop_text_is_refused()
    {
        using var model = SmallModels.Create();
        Assert.Throws<InterveneException>(() => new TorchCompleter(model, "v").Complete([Request(["x"])], CancellationToken.None));
    }

    private static Completion Sample(Torch.Models.CausalLanguageModel model, string[] stop) =>
        new TorchCompleter(model, "v", new TorchCompleterOptions { TokenBytes = id => Encoding.UTF8.GetBytes(Text(id)) })
            .Complete([Request(stop)], CancellationToken.None).Single().Completions[0];

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
