using Intervene.Torch.Models;
using static TorchSharp.torch;

namespace Intervene.Benchmarks;

/// <summary>
/// The same forward pass and loss from libtorch's own operators, one call each, on a padded batch: what the fused path is compared with.
/// </summary>
internal static class EagerModel
{
    /// <summary>−mean log-probability of the next tokens.</summary>
    /// <param name="model">The weights.</param>
    /// <param name="ids">[B, T] int64.</param>
    public static Tensor Loss(CausalLanguageModel model, Tensor ids)
    {
        using var scope = NewDisposeScope();
        var config = model.Config;
        long batch = ids.shape[0], length = ids.shape[1] - 1;
        var inputs = ids.narrow(1, 0, length);
        var angles = outer(
            arange(length, float32), pow(tensor((float)config.Rope.Theta), arange(0, config.HeadWidth, 2, float32) * (-1.0f / config.HeadWidth)));
        var doubled = cat([angles, angles], 1);
        Tensor cosine = doubled.cos().to(model.Head.dtype), sine = doubled.sin().to(model.Head.dtype);
        var x = model["model.embed_tokens.weight"].index_select(0, inputs.reshape(-1)).view(batch, length, config.HiddenSize);
        for (var i = 0; i < config.Layers; i++)
        {
            var name = $"model.layers.{i}.";
            var h = Norm(model, x, name + "input_layernorm.weight");
            Tensor Heads(string what, long heads) => Linear(model, h, $"{name}self_attn.{what}_proj").view(batch, length, heads, config.HeadWidth);
            Tensor HeadNorm(Tensor heads, string what) => config.QueryKeyNorm ? Norm(model, heads, $"{name}self_attn.{what}_norm.weight") : heads;
            var q = Rotate(HeadNorm(Heads("q", config.Heads), "q").transpose(1, 2), cosine, sine);
            var k = Rotate(HeadNorm(Heads("k", config.KeyValueHeads), "k").transpose(1, 2), cosine, sine);
            var v = Heads("v", config.KeyValueHeads).transpose(1, 2);
            var repeat = config.Heads / config.KeyValueHeads;
            var mixed = nn.functional.scaled_dot_product_attention(
                q, k.repeat_interleave(repeat, 1), v.repeat_interleave(repeat, 1), is_casual: true);
            x = x + Linear(model, mixed.transpose(1, 2).reshape(batch, length, -1), name + "self_attn.o_proj");
            h = Norm(model, x, name + "post_attention_layernorm.weight");
            x = x + Linear(
                model, nn.functional.silu(Linear(model, h, name + "mlp.gate_proj")) * Linear(model, h, name + "mlp.up_proj"), name + "mlp.down_proj");
        }

        var logits = nn.functional.linear(Norm(model, x, "model.norm.weight"), model.Head);
        return nn.functional.cross_entropy(logits.view(batch * length, -1), ids.narrow(1, 1, length).reshape(-1)).MoveToOuterDisposeScope();
    }

    private static Tensor Norm(CausalLanguageModel model, Tensor x, string name) =>
        x * (x.square().mean([-1], keepdim: true) + model.Config.RmsNormEpsilon).rsqrt() * model[name];

    private static Tensor Linear(CausalLanguageModel model, Tensor x, string name) => nn.functional.linear(x, model[name + ".weight"]);

    private static Tensor Rotate(Tensor x, Tensor cosine, Tensor sine)
    {
        var halves = x.chunk(2, -1);
        return (x * cosine) + (cat([-halves[1], halves[0]], -1) * sine);
    }
}
