using Intervene.Models;
using Intervene.Options;
using Intervene.Torch.Engine;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Engine;

public class NotFiniteTests
{
    [Theory]
    [InlineData("model.layers.0.mlp.down_proj.weight", float.NaN, "layer 0 (of 0 … 2)")]
    [InlineData("model.layers.1.self_attn.q_proj.weight", float.NaN, "layer 1 (of 0 … 2)")]
    [InlineData("model.layers.2.mlp.up_proj.weight", float.PositiveInfinity, "layer 2 (of 0 … 2)")]
    [InlineData("lm_head.weight", float.NegativeInfinity, "the output head")]
    [InlineData("model.norm.weight", float.NaN, "the output head")]
    public void Logits_that_are_not_finite_are_a_fault_that_says_where(string parameter, float value, string place)
    {
        using var model = SmallModels.Create(ModelFamily.Llama, 2, 32);
        using (no_grad())
        {
            model[parameter].view(-1)[3] = value;
        }

        using var engine = new LocalEngine(model, "step-7");
        var fault = Assert.Throws<InterveneException>(() => EngineRuns.Complete(
            engine, [SmallModels.Request([1, 2], 2, new SamplingOptions { MaxTokens = 5 }) with { FirstSample = 8 }]));
        Assert.Contains("Request 1 of 1, weights step-7, sample 8, token 1: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(place, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_request_that_fails_leaves_the_others_alone()
    {
        using var model = SmallModels.Create(ModelFamily.Llama, 2, 32);
        var good = SmallModels.Request([1, 2], 2, new SamplingOptions { MaxTokens = 30, Temperature = 0 });
        var expected = LocalEngineTests.Complete(model, [good])[0].Completions;
        var foreign = Enumerable.Range(3, 34).First(id => !expected.Any(completion => completion.TokenIds.Contains(id)));
        using (no_grad())
        {
            model["model.embed_tokens.weight"][foreign, 0] = float.NaN;
        }

        using var engine = new LocalEngine(model, "v");
        var other = Task.Run(() => EngineRuns.Complete(engine, [good]), TestContext.Current.CancellationToken);
        var fault = Assert.Throws<InterveneException>(() => EngineRuns.Complete(engine, [good with { PromptIds = [1, foreign] }]));
        Assert.Contains("the embedding", fault.Message, StringComparison.Ordinal);
        Assert.Equal(expected.Select(c => c.TokenIds), (await other)[0].Completions.Select(c => c.TokenIds));
    }
}
