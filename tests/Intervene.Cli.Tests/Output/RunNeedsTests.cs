using Intervene.Cli.Output;

namespace Intervene.Cli.Tests.Output;

/// <summary>What is said of memory before a run begins.</summary>
public sealed class RunNeedsTests
{
    [Fact]
    public void A_peak_beyond_the_machines_memory_is_an_alarm_that_says_where_it_is()
    {
        var needs = new RunNeeds(Memory: 9_500_000_000, Stage: "rl/int", Disk: 1, Moment: 1, Idle: null);
        Assert.StartsWith("alarm: this machine has 8.0 GB of memory, and rl/int may not end.", needs.MemoryAlarm(8_000_000_000),
            StringComparison.Ordinal);
        Assert.Null(needs.MemoryAlarm(9_500_000_000));
    }
}
