using System.Runtime.InteropServices;
using Intervene.Models.Weights;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Checkpoints.Gguf;
using Intervene.Torch.Tests.Training;

namespace Intervene.Torch.Tests.Checkpoints.Gguf;

/// <summary>What the gguf package dequantises blocks to, and whole files of the tiny models.</summary>
public class GgufGoldenTests
{
    [Theory]
    [InlineData(GgufType.Q4_0)]
    [InlineData(GgufType.Q4_1)]
    [InlineData(GgufType.Q5_0)]
    [InlineData(GgufType.Q5_1)]
    [InlineData(GgufType.Q8_0)]
    [InlineData(GgufType.BF16)]
    [InlineData(GgufType.Q2_K)]
    [InlineData(GgufType.Q3_K)]
    [InlineData(GgufType.Q4_K)]
    [InlineData(GgufType.Q5_K)]
    [InlineData(GgufType.Q6_K)]
    public void Blocks_give_the_values_of_the_gguf_package_bit_for_bit(GgufType type)
    {
        using var golden = SafetensorsFile.Open(Goldens.Path("gguf/blocks.safetensors"));
        var expected = MemoryMarshal.Cast<byte, int>(StoredBytes.Of(golden, $"{type}.values")).ToArray();
        var values = new float[expected.Length];
        GgufBlocks.Dequantise(type, StoredBytes.Of(golden, $"{type}.bytes"), values);
        Assert.Equal(expected, MemoryMarshal.Cast<float, int>(values).ToArray());
    }

    [Theory]
    [InlineData("qwen3-tied")]
    [InlineData("qwen2-bias")]
    [InlineData("llama-tied")]
    public void A_whole_file_becomes_a_model_directory_with_the_weights_expected(string name)
    {
        using var folder = new TemporaryFolder();
        var output = folder.At("model");
        var result = GgufImport.Import(Goldens.Path($"gguf/{name}.gguf"), output);
        Assert.Equal("F32", result.Dtype);
        using var written = SafetensorsFile.Open(Path.Combine(output, "model.safetensors"));
        using var expected = SafetensorsFile.Open(Goldens.Path($"gguf/{name}.expected.safetensors"));
        Assert.Equal(expected.Names.Order(StringComparer.Ordinal), written.Names.Order(StringComparer.Ordinal));
        foreach (var tensor in expected.Tensors)
        {
            Assert.Equal(tensor.Text, written[tensor.Name].Text);
            Assert.Equal(StoredBytes.Of(expected, tensor.Name), StoredBytes.Of(written, tensor.Name));
        }

        using var model = ModelDirectory.Load(output);
        using var original = ModelDirectory.Load(Goldens.Model(name));
        Assert.Equal(original.Config with { StopIds = [] }, model.Config with { StopIds = [] });
        Assert.Equal(original.Config.StopIds, model.Config.StopIds);
        Assert.NotNull(Intervene.Text.ChatTemplate.Load(output));
    }
}
