using Intervene.Torch.Ops.Host;

namespace Intervene.Torch.Tests.Ops.Host;

public class HostThreadsTests
{
    [Fact]
    public void Every_part_runs_once_however_often()
    {
        for (var round = 0; round < 2000; round++)
        {
            var counts = new int[3];
            HostThreads.Run(3, part => Interlocked.Increment(ref counts[part]));
            Assert.Equal([1, 1, 1], counts);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_parts_fault_reaches_the_caller_after_all_parts_have_ended(int failing)
    {
        var ended = 0;
        var fault = Assert.Throws<InvalidOperationException>(() => HostThreads.Run(3, part =>
        {
            Interlocked.Increment(ref ended);
            if (part == failing)
            {
                throw new InvalidOperationException($"part {part}");
            }
        }));
        Assert.Equal($"part {failing}", fault.Message);
        Assert.Equal(3, ended);
        HostThreads.Run(3, _ => Interlocked.Increment(ref ended));
        Assert.Equal(6, ended);
    }

    [Fact]
    public void Work_within_work_and_callers_on_several_threads_all_come_to_an_end()
    {
        var sum = 0;
        Thread[] callers = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var round = 0; round < 200; round++)
            {
                HostThreads.Run(2, _ => HostThreads.Run(3, part => Interlocked.Add(ref sum, part)));
            }
        }))];
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => Assert.True(caller.Join(TimeSpan.FromSeconds(60))));
        Assert.Equal(4 * 200 * 2 * 3, sum);
    }

    [Theory]
    [InlineData(0, 1 << 20, 1)]
    [InlineData(1, 1 << 20, 1)]
    [InlineData(1000, 1 << 20, 1)]
    [InlineData(1000, 1 << 20, 900)]
    [InlineData(7, 1, 1)]
    public void Shared_rows_are_each_taken_once(int rows, int width, int least)
    {
        var taken = new int[rows];
        HostRows.Share(rows, width, (from, to) =>
        {
            for (; from < to; from++)
            {
                Interlocked.Increment(ref taken[from]);
            }
        }, least);
        Assert.All(taken, count => Assert.Equal(1, count));
    }
}
