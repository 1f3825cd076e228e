using System.Text.Json.Nodes;
using Intervene.Models;
using Intervene.Models.Weights;
using Intervene.Torch.Tests.Training;

namespace Intervene.Torch.Tests.Checkpoints;

/// <summary>What each family has of its own: defaults of missing keys, biases, norms and refusals, as transformers has them.</summary>
public sealed class FamilyTests : IDisposable
{
    private const string Llama = "llama-tied", Qwen2 = "qwen2-bias", Qwen3 = "qwen3-tied";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Parameters_of_every_golden_model_have_the_checkpoints_names_and_shapes()
    {
        foreach (var name in Goldens.Models)
        {
            var directory = Goldens.Model(name);
            using var weights = WeightFiles.Open(directory);
            Assert.Equal(
                weights.Tensors.Select(tensor => $"{tensor.Name} {string.Join('x', tensor.Shape)}").Order(StringComparer.Ordinal),
                ParameterShapes.Of(ModelConfigReader.Read(directory))
                    .Select(p => $"{p.Name} {string.Join('x', p.Shape)}").Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_missing_head_width_is_128_for_Qwen3_and_hidden_size_by_heads_elsewhere()
    {
        Assert.Equal(128, Read(Qwen3, """{"head_dim": null}""").HeadWidth);
        Assert.Equal(12, Read(Qwen2, "{}").HeadWidth);
        Assert.Equal(16, Read(Llama, """{"head_dim": null}""").HeadWidth);
        Assert.Equal(20, Read(Llama, """{"head_dim": 20}""").HeadWidth);
    }

    [Fact]
    public void Key_value_heads_that_are_null_are_all_heads_and_missing_ones_are_all_for_Llama_and_32_for_Qwen()
    {
        Assert.Equal(3, Read(Llama, """{"num_key_value_heads": null}""").KeyValueHeads);
        Assert.Equal(3, Read(Llama, """{"-": "num_key_value_heads"}""").KeyValueHeads);
        foreach (var qwen in new[] { Qwen2, Qwen3 })
        {
            Assert.Equal(4, Read(qwen, """{"num_key_value_heads": null}""").KeyValueHeads);
            Assert.Equal(32, Read(qwen, """{"-": "num_key_value_heads", "num_attention_heads": 64, "head_dim": 16}""").KeyValueHeads);
            Assert.Contains(
                "num_key_value_heads is missing: expected a divisor", Fault(qwen, """{"-": "num_key_value_heads"}"""), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Llama, "{}", "")]
    [InlineData(Llama, """{"attention_bias": true}""", "q k v o")]
    [InlineData(Llama, """{"attention_bias": true, "mlp_bias": true}""", "q k v o gate up down")]
    [InlineData(Llama, """{"mlp_bias": true}""", "gate up down")]
    [InlineData(Qwen2, "{}", "q k v")]
    [InlineData(Qwen2, """{"attention_bias": true, "mlp_bias": true}""", "q k v")]
    [InlineData(Qwen2, """{"attention_bias": false}""", "q k v")]
    [InlineData(Qwen3, "{}", "")]
    [InlineData(Qwen3, """{"attention_bias": true, "mlp_bias": true}""", "q k v o")]
    public void Biases_are_where_the_family_has_them(string model, string change, string expected)
    {
        var names = ParameterShapes.Of(Read(model, change)).Select(parameter => parameter.Name).ToArray();
        Assert.Equal(
            expected,
            string.Join(
                ' ', names.Where(name => name.StartsWith("model.layers.0.", StringComparison.Ordinal)
                    && name.EndsWith(".bias", StringComparison.Ordinal)).Select(name => name.Split('.')[^2].Split('_')[0])));
        Assert.Equal(model == Qwen3, names.Contains("model.layers.2.self_attn.q_norm.weight"));
        Assert.Equal(model == Qwen3, names.Contains("model.layers.2.self_attn.k_norm.weight"));
    }

    [Theory]
    [InlineData(Llama, """{"sliding_window": 4096}""", "sliding_window is 4096")]
    [InlineData(Llama, """{"architectures": ["Qwen2ForCausalLM"]}""", "model_type is \"llama\": expected qwen2")]
    [InlineData(Llama, """{"mlp_bias": "yes"}""", "mlp_bias is \"yes\"")]
    [InlineData(Llama, """{"hidden_size": 50, "head_dim": null}""", "hidden_size is 50: expected a multiple of num_attention_heads, 3")]
    [InlineData(Llama, """{"hidden_size": 45, "head_dim": null}""", "hidden_size is 45: the head width is 15")]
    [InlineData(Qwen2, """{"use_sliding_window": true, "sliding_window": 4096, "max_window_layers": 2}""", "sliding_window is 4096")]
    [InlineData(Qwen2, """{"use_sliding_window": true, "max_window_layers": 0, "-": "sliding_window"}""", "use_sliding_window is true")]
    [InlineData(Qwen3, """{"use_sliding_window": 1}""", "use_sliding_window is 1")]
    [InlineData(Qwen3, """{"use_sliding_window": true, "sliding_window": 64, "num_hidden_layers": 29}""", "sliding_window is 64")]
    public void What_a_family_does_not_support_is_refused_with_key_and_value(string model, string change, string expected) =>
        Assert.Contains(expected, Fault(model, change), StringComparison.Ordinal);

    [Theory]
    [InlineData(Qwen2, """{"use_sliding_window": true, "sliding_window": null, "max_window_layers": 0}""")]
    [InlineData(Qwen2, """{"use_sliding_window": true, "sliding_window": 64}""")]
    [InlineData(Qwen3,
        """{"use_sliding_window": true, "sliding_window": 64, "max_window_layers": 0, "layer_types": """ +
        """["full_attention", "full_attention", "full_attention"]}""")]
    [InlineData(Llama, """{"pretraining_tp": 2, "sliding_window": null}""")]
    [InlineData(Llama, """{"use_sliding_window": false, "sliding_window": 4096}""")]
    public void Windows_that_no_layer_uses_are_accepted(string model, string change) => Assert.Equal(3, Read(model, change).Layers);

    public void Dispose() => _folder.Dispose();

    private string Fault(string model, string change) => Assert.Throws<InterveneException>(() => Read(model, change)).Message;

    /// <summary>A golden model's config with some members set; the member "-" names one to remove.</summary>
    private ModelConfig Read(string model, string change)
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(Goldens.Model(model), "config.json")))!.AsObject();
        config.Remove("layer_types");
        foreach (var (key, value) in JsonNode.Parse(change)!.AsObject())
        {
            if (key == "-")
            {
                config.Remove((string)value!);
            }
            else
            {
                config[key] = value?.DeepClone();
            }
        }

        File.WriteAllText(_folder.At("config.json"), config.ToJsonString());
        return ModelConfigReader.Read(_folder.Path);
    }
}
