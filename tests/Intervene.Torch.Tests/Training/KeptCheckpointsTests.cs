using Intervene.Torch.Training;

namespace Intervene.Torch.Tests.Training;

public class KeptCheckpointsTests
{
    [Theory]
    [InlineData(new[] { 10, 20, 30 }, null, new[] { 20, 30 })]
    [InlineData(new[] { 10, 20, 30, 40 }, 10, new[] { 30, 40, 10 })]
    [InlineData(new[] { 10, 17 }, null, new[] { 10, 17 })] // interrupted at 17
    [InlineData(new[] { 10, 17, 20 }, null, new[] { 10, 20 })]
    [InlineData(new[] { 10, 17, 18 }, null, new[] { 10, 18 })]
    [InlineData(new[] { 20, 25 }, null, new[] { 20, 25 })] // 25 is the last step of all
    [InlineData(new int[0], null, new int[0])]
    public void The_last_regular_ones_stay_and_the_newest_and_the_best(int[] steps, int? best, int[] kept) =>
        Assert.Equal(kept, new KeptCheckpoints(Every: 10, Last: 2).Of(steps, best));
}
