using Intervene.Learning;
using Intervene.Options;
using Intervene.Torch.Tests.Supervised;

namespace Intervene.Torch.Tests.Training;

public sealed class DamagedCheckpointTests : IDisposable
{
    private static readonly SftOptions Options = new() { Epochs = 2, BatchSize = 4, CheckpointEvery = 1, KeepCheckpoints = 2 };
    private readonly TemporaryFolder _folder = new();
    private readonly string _last;

    public DamagedCheckpointTests()
    {
        Train();
        _last = _folder.At("checkpoints/step-4");
    }

    [Fact]
    public void A_file_that_is_cut_short_is_refused()
    {
        File.WriteAllBytes(At("optimizer.safetensors"), File.ReadAllBytes(At("optimizer.safetensors"))[..^5]);
        Refused("optimizer.safetensors has");
    }

    [Fact]
    public void A_file_of_the_same_length_with_other_bytes_is_refused()
    {
        var bytes = File.ReadAllBytes(At("model.safetensors"));
        bytes[^9] ^= 1;
        File.WriteAllBytes(At("model.safetensors"), bytes);
        Refused("model.safetensors has");
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("state.json")]
    public void A_file_that_is_missing_is_named(string name)
    {
        File.Delete(At(name));
        Refused(name);
    }

    [Theory]
    [InlineData("\"step\":4", "\"step\":3", "is of step 3; its folder's name says 4")]
    [InlineData("\"format_version\":2", "\"format_version\":1", "format 1; this program reads format 2")]
    [InlineData("\"optimizer.safetensors\":", "\"else.safetensors\":", "else.safetensors is missing")]
    [InlineData("{", "[", "state.json:1")]
    public void An_edited_state_is_refused(string old, string edited, string message)
    {
        File.WriteAllText(At("state.json"), File.ReadAllText(At("state.json")).Replace(old, edited, StringComparison.Ordinal));
        Refused(message);
    }

    [Fact]
    public void Without_the_damaged_one_training_goes_on_from_the_one_before()
    {
        Directory.Delete(_last, recursive: true);
        Assert.Equal(3, Train().ResumedFrom);
    }

    [Fact]
    public void What_a_process_left_that_was_killed_while_it_wrote_or_deleted_is_cleared()
    {
        Directory.CreateDirectory(_folder.At("checkpoints/step-2"));
        Directory.CreateDirectory(_folder.At("checkpoints/step-7.partial"));
        Assert.True(Train().NothingToDo);
        Assert.Equal(["step-3", "step-4"], Directory.EnumerateDirectories(_folder.At("checkpoints")).Select(Path.GetFileName).Order());
    }

    public void Dispose() => _folder.Dispose();

    private string At(string name) => Path.Combine(_last, name);

    private void Refused(string message)
    {
        var fault = Assert.Throws<InterveneException>(() => Train());
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Contains($"Delete {_last} to go on from the checkpoint before it.", fault.Message, StringComparison.Ordinal);
    }

    private SftResult Train()
    {
        using var model = TinyPolicy.Create();
        return SftTrainerTests.Train(model, SftTrainerTests.Examples(8), Options, 1, _folder.Path, _ => { }, CancellationToken.None);
    }
}
