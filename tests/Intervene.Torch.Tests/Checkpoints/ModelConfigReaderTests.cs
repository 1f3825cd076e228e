using System.Text.Json.Nodes;
using Intervene.Models;
using Intervene.Torch.Tests.Training;

namespace Intervene.Torch.Tests.Checkpoints;

public sealed class ModelConfigReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("""{"architectures": ["MistralForCausalLM"]}""", "architectures is [\"MistralForCausalLM\"]")]
    [InlineData("""{"architectures": ["Qwen3ForCausalLM", "LlamaForCausalLM"]}""", "architectures is [")]
    [InlineData("""{"architectures": null, "model_type": "mixtral"}""", "model_type is \"mixtral\"")]
    [InlineData("""{"model_type": "qwen3_moe"}""", "model_type is \"qwen3_moe\"")]
    [InlineData("""{"quantization_config": {"quant_method": "gptq"}}""", "quantization_config is {\"quant_method\":\"gptq\"}")]
    [InlineData("""{"use_sliding_window": true, "sliding_window": 128, "max_window_layers": 1}""", "sliding_window is 128")]
    [InlineData("""{"layer_types": ["full_attention", "sliding_attention", "full_attention"]}""", "layer_types is [")]
    [InlineData("""{"num_experts": 8}""", "num_experts is 8")]
    [InlineData("""{"partial_rotary_factor": 0.5}""", "partial_rotary_factor is 0.5")]
    [InlineData("""{"rope_scaling": {"rope_type": "yarn", "factor": 4.0, "partial_rotary_factor": 0.5}}""",
        "rope_scaling.partial_rotary_factor is 0.5")]
    [InlineData("""{"attn_logit_softcapping": 50.0}""", "attn_logit_softcapping is 50.0")]
    [InlineData("""{"final_logit_softcapping": 30.0}""", "final_logit_softcapping is 30.0")]
    [InlineData("""{"rope_scaling": {"rope_type": "dynamic", "factor": 2.0}}""", "rope_scaling.rope_type is \"dynamic\"")]
    [InlineData("""{"rope_scaling": {"type": "longrope", "factor": 2.0}}""", "rope_scaling.type is \"longrope\"")]
    [InlineData("""{"rope_scaling": {"rope_type": "linear"}}""", "rope_scaling.factor is missing")]
    [InlineData("""{"rope_scaling": {"rope_type": "linear", "factor": 2.0, "beta_fast": 3}}""", "rope_scaling.beta_fast is 3")]
    [InlineData("""{"rope_scaling": {"rope_type": "linear", "factor": -2}}""", "rope_scaling.factor is -2")]
    [InlineData("""{"rope_scaling": {"mrope_section": [16, 24, 24], "rope_type": "default"}}""", "rope_scaling.mrope_section is [16,24,24]")]
    [InlineData("""{"rope_parameters": {"full_attention": {"rope_type": "default"}}}""", "rope_parameters.full_attention is {")]
    [InlineData("""{"num_local_experts": 4}""", "num_local_experts is 4")]
    [InlineData("""{"n_routed_experts": 64}""", "n_routed_experts is 64")]
    [InlineData("""{"moe_intermediate_size": 32}""", "moe_intermediate_size is 32")]
    [InlineData("""{"compression_config": {"format": "int-quantized"}}""", "compression_config is {")]
    [InlineData("""{"quantization": {"bits": 4}}""", "quantization is {")]
    [InlineData("""{"logit_soft_cap": 20}""", "logit_soft_cap is 20")]
    [InlineData("""{"clip_qkv": 8}""", "clip_qkv is 8")]
    [InlineData("""{"attention_chunk_size": 8192}""", "attention_chunk_size is 8192")]
    [InlineData("""{"no_rope_layers": [1, 1, 0]}""", "no_rope_layers is [")]
    [InlineData("""{"embedding_multiplier": 12}""", "embedding_multiplier is 12")]
    [InlineData("""{"logits_scaling": 8}""", "logits_scaling is 8")]
    [InlineData("""{"attention_dropout": 0.1}""", "attention_dropout is 0.1")]
    [InlineData("""{"layer_types": ["full_attention"]}""", "expected one entry for each of the 3 layers")]
    [InlineData("""{"rope_scaling": {"rope_type": "proportional", "factor": 2.0}}""", "rope_scaling.rope_type is \"proportional\"")]
    [InlineData("""{"rope_theta": null, "rope_parameters": {"rope_type": "dynamic", "rope_theta": 1e4, "factor": 2}}""",
        "rope_parameters.rope_type is \"dynamic\"")]
    [InlineData("""{"rope_theta": null, "rope_parameters": {"rope_type": "default", "rope_theta": 1e4, "partial_rotary_factor": 0.25}}""",
        "rope_parameters.partial_rotary_factor is 0.25")]
    [InlineData("""{"rope_scaling": {"rope_type": "linear", "factor": 2}, "rope_parameters": {"rope_type": "default"}}""", "rope_scaling is {")]
    [InlineData("""{"hidden_act": "gelu"}""", "hidden_act is \"gelu\"")]
    [InlineData("""{"num_key_value_heads": 3}""", "num_key_value_heads is 3")]
    [InlineData("""{"head_dim": 15}""", "head_dim is 15")]
    [InlineData("""{"vocab_size": null}""", "vocab_size is missing")]
    [InlineData("""{"hidden_size": "48"}""", "hidden_size is \"48\"")]
    [InlineData("""{"num_hidden_layers": 3000000000}""", "num_hidden_layers is 3000000000")]
    [InlineData("""{"rms_norm_eps": 0}""", "rms_norm_eps is 0")]
    [InlineData("""{"tie_word_embeddings": 1}""", "tie_word_embeddings is 1")]
    [InlineData("""{"num_hidden_layers": 2000000000}""", "num_hidden_layers is 2000000000: expected an integer from 1 to 4096")]
    [InlineData("""{"vocab_size": 2147483647}""", "vocab_size is 2147483647")]
    [InlineData("""{"max_position_embeddings": 2147483647}""", "max_position_embeddings is 2147483647")]
    [InlineData("""{"num_attention_heads": 2147483646, "head_dim": 2147483646}""", "head_dim is 2147483646")]
    [InlineData("""{"hidden_size": -48}""", "hidden_size is -48")]
    [InlineData("""{"hidden_size": 48.0}""", "hidden_size is 48.0")]
    [InlineData("""{"hidden_size": {}}""", "hidden_size is {}")]
    [InlineData("""{"rope_scaling": [2]}""", "rope_scaling is [2]")]
    [InlineData("""{"rope_scaling": {"rope_type": 7}}""", "rope_scaling.rope_type is 7")]
    [InlineData("""{"rope_scaling": {"rope_type": "llama3", "factor": 8}}""", "rope_scaling.low_freq_factor is missing")]
    [InlineData("""{"rope_scaling": {"rope_type": "yarn", "factor": "4"}}""", "rope_scaling.factor is \"4\"")]
    [InlineData("""{"rotary_pct": 0.25}""", "rotary_pct is 0.25")]
    [InlineData("""{"use_mrope": true}""", "use_mrope is true")]
    [InlineData("""{"shared_expert_intermediate_size": 64}""", "shared_expert_intermediate_size is 64")]
    [InlineData("""{"original_max_position_embeddings": 32, "rope_scaling": {"rope_type": "yarn", "factor": """ +
        """4.0, "original_max_position_embeddings": 64}}""", "original_max_position_embeddings is 32")]
    public void What_is_not_supported_is_refused_with_key_and_value(string change, string expected)
    {
        Write(change);
        var fault = Assert.Throws<InterveneException>(() => ModelConfigReader.Read(_folder.Path));
        Assert.Contains(
            expected, fault.Message.Replace(": ", ":", StringComparison.Ordinal)
                .Replace(", ", ",", StringComparison.Ordinal) + fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_stand_in_one_message()
    {
        Write("""{"num_experts": 8, "hidden_act": "gelu", "vocab_size": 0, "rope_scaling": {"rope_type": "su"}}""");
        var message = Assert.Throws<InterveneException>(() => ModelConfigReader.Read(_folder.Path)).Message;
        Assert.Equal(message.IndexOf("vocab_size", StringComparison.Ordinal), message.LastIndexOf("vocab_size", StringComparison.Ordinal));
        Assert.All(new[] { "num_experts is 8", "hidden_act is \"gelu\"", "vocab_size is 0", "rope_scaling.rope_type is \"su\"" },
            part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"use_sliding_window": true, "sliding_window": 128, "max_window_layers": 28}""")]
    [InlineData("""{"use_sliding_window": false, "sliding_window": 4096, "max_window_layers": 1}""")]
    [InlineData("""{"layer_types": ["full_attention", "full_attention", "full_attention"]}""")]
    [InlineData("""{"num_experts": 0, "partial_rotary_factor": 1.0}""")]
    [InlineData("""{"architectures": null}""")]
    [InlineData("""{"use_mrope": false, "is_encoder_decoder": false, "rotary_pct": 1, "my_note": {"a": [1]}}""")]
    public void Keys_that_are_there_but_not_in_use_are_accepted(string change)
    {
        Write(change);
        Assert.Equal(ModelFamily.Qwen3, ModelConfigReader.Read(_folder.Path).Family);
    }

    [Fact]
    public void Versions_4_and_5_say_the_same_in_two_spellings()
    {
        Write("""{"rope_theta": 500000.0, "rope_scaling": {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": """ +
            """4.0, "original_max_position_embeddings": 128}}""");
        var four = ModelConfigReader.Read(_folder.Path).Rope;
        Write("""{"rope_theta": null, "rope_parameters": {"rope_theta": 500000.0, "rope_type": "llama3", "factor": 8.0, "low_freq_factor": """ +
            """1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 128}, "rope_scaling": null}""");
        Assert.Equal(four, ModelConfigReader.Read(_folder.Path).Rope);
        Assert.Equal(("llama3", 500_000.0, 8.0, 128), (four.Type, four.Theta, four.Factor, four.OriginalContextLength));
    }

    [Fact]
    public void Stop_ids_are_those_of_the_generation_config_else_of_the_config()
    {
        Write("{}");
        File.WriteAllText(_folder.At("generation_config.json"), """{"eos_token_id": [7, 2, 7]}""");
        Assert.Equal([7, 2], ModelConfigReader.Read(_folder.Path).StopIds);
        File.WriteAllText(_folder.At("generation_config.json"), """{"temperature": 0.6}""");
        Assert.Equal([2], ModelConfigReader.Read(_folder.Path).StopIds);
        File.WriteAllText(_folder.At("generation_config.json"), """{"eos_token_id": 331}""");
        Assert.Contains(
            "eos_token_id is 331", Assert.Throws<InterveneException>(() => ModelConfigReader.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "is not valid JSON")]
    [InlineData("[]", "holds a JSON Array")]
    [InlineData("", "the file is empty")]
    [InlineData("{\"vocab_size\": 331, \"vocab_size\": 332}", "vocab_size")]
    [InlineData("{\"model_type\": \"\\ud800\"}", "is not valid JSON")]
    [InlineData("{\"rope_scaling\": {\"\\ud800\": 1}}", "is not valid JSON")]
    public void A_damaged_config_is_named(string text, string expected)
    {
        File.WriteAllText(_folder.At("config.json"), text);
        var message = Assert.Throws<InterveneException>(() => ModelConfigReader.Read(_folder.Path)).Message;
        Assert.StartsWith(_folder.At("config.json"), message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string change)
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(Goldens.Model("qwen3-tied"), "config.json")))!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(change)!.AsObject())
        {
            config[key] = value?.DeepClone();
        }

        File.WriteAllText(_folder.At("config.json"), config.ToJsonString());
    }
}
