using Intervene.Learning;

namespace Intervene.Tests.Learning;

public class TrainingDiskTests
{
    [Theory]
    [InlineData(1, 50, 2, 16)] // the last update has a checkpoint
    [InlineData(50, 50, 2, 16)]
    [InlineData(51, 50, 2, 28)]
    [InlineData(400, 10, 2, 28)] // the rest is removed
    [InlineData(3, 1, 5, 40)]
    [InlineData(0, 1, 1, 16)]
    public void A_model_has_four_bytes_a_parameter_and_each_checkpoint_that_stays_twelve(int updates, int every, int kept, long bytes) =>
        Assert.Equal(1_000 * bytes, TrainingDisk.Of(1_000, updates, every, kept));
}
