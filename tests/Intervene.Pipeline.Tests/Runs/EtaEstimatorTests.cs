using Intervene.Pipeline.Runs;

namespace Intervene.Pipeline.Tests.Runs;

public class EtaEstimatorTests
{
    private static TimeSpan Seconds(double s) => TimeSpan.FromSeconds(s);

    [Fact]
    public void Work_of_an_earlier_process_does_not_count_as_speed()
    {
        var eta = new EtaEstimator();
        Assert.Null(eta.Observe(Seconds(0), 50, 100));
        Assert.Equal(Seconds(40), eta.Observe(Seconds(10), 60, 100));
        Assert.Equal(TimeSpan.Zero, eta.Observe(Seconds(20), 100, 100));
    }

    [Fact]
    public void The_speed_is_that_of_the_last_while()
    {
        var eta = new EtaEstimator(Seconds(10));
        eta.Observe(Seconds(0), 0, 1000);
        eta.Observe(Seconds(100), 10, 1000);
        eta.Observe(Seconds(110), 110, 1000);
        Assert.Equal(Seconds(79), eta.Observe(Seconds(120), 210, 1000));
    }

    [Fact]
    public void Nothing_done_tells_no_time()
    {
        var eta = new EtaEstimator();
        eta.Observe(Seconds(0), 0, 10);
        Assert.Null(eta.Observe(Seconds(5), 0, 10));
    }
}
