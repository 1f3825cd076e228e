using Intervene.Models;
using Intervene.Options;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Models;
using Intervene.Torch.Pretraining;

namespace Intervene.Torch.Tests.Pretraining;

public class ChainsPretrainerTests
{
    private static readonly PretrainOptions Small = new()
    {
        Updates = 12,
        BatchSize = 8,
        HiddenSize = 32,
        IntermediateSize = 48,
        Layers = 1,
        Heads = 2,
        KeyValueHeads = 1,
        HeadWidth = 16,
        ContextLength = 256,
    };

    [Fact]
    public void Training_lowers_the_loss_and_repeats_bit_for_bit()
    {
        var (first, second) = (Losses(), Losses());
        Assert.Equal(first, second);
        Assert.True(first[^1] < first[0] - 0.5, $"the loss went from {first[0]} to {first[^1]}");
    }

    [Fact]
    public void The_files_are_an_ordinary_model_directory()
    {
        var directory = Path.Combine(Path.GetTempPath(), $"intervene-{Guid.NewGuid():N}");
        try
        {
            var tokenizer = ChainsModelFiles.Write(directory, Small);
            var config = ModelConfigReader.Read(directory);
            Assert.Equal(ModelFamily.Qwen3, config.Family);
            Assert.Equal([tokenizer.EosTokenId!.Value], config.StopIds);
            Assert.Single(tokenizer.Encode("\n\n"));
            Assert.Single(tokenizer.Encode("\\boxed{"));
            using var model = RandomModel.Create(config, 1);
            ModelDirectory.Save(model, directory + "-out", directory);
            using var loaded = ModelDirectory.Load(directory + "-out");
            Assert.Equal(model.ParameterCount, loaded.ParameterCount);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
            if (Directory.Exists(directory + "-out"))
            {
                Directory.Delete(directory + "-out", recursive: true);
            }
        }
    }

    private static List<double> Losses()
    {
        var directory = Path.Combine(Path.GetTempPath(), $"intervene-{Guid.NewGuid():N}");
        try
        {
            var tokenizer = ChainsModelFiles.Write(directory, Small);
            var losses = new List<double>();
            using var model = ChainsPretrainer.Run(
                Small, ModelConfigReader.Read(directory), tokenizer.Encode,
                tokenizer.EosTokenId!.Value, update => losses.Add(update.Loss), CancellationToken.None);
            return losses;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
