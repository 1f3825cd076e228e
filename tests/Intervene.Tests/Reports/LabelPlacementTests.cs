using FsCheck;
using FsCheck.Xunit;
using Intervene.Reports.Drawing;

namespace Intervene.Tests.Reports;

public class LabelPlacementTests
{
    [Fact]
    public void Labels_that_do_not_collide_stay_where_they_are() => Assert.Equal([10, 40, 90], LabelPlacement.Spread([10, 40, 90], 15, 0, 100));

    [Fact]
    public void Equal_labels_spread_around_what_they_want() => Assert.Equal([35, 50, 65], LabelPlacement.Spread([50, 50, 50], 15, 0, 100));

    [Property]
    public bool Labels_never_come_closer_than_the_gap_and_stay_inside_when_they_fit(byte[] positions)
    {
        var wanted = positions.Take(12).Select(p => (double)p).Order().ToArray();
        var spots = LabelPlacement.Spread(wanted, 15, 0, 255);
        return spots.Length == wanted.Length && spots.Zip(spots.Skip(1)).All(p => p.Second - p.First > 14.999)
            && spots.All(s => s is > -0.001 and < 255.001);
    }
}
