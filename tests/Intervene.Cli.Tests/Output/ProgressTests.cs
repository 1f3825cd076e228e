using System.Text.Json.Nodes;
using Intervene.Cli.Output;
using Intervene.Cli.Tests.EndToEnd;
using Intervene.Pipeline.Runs;

namespace Intervene.Cli.Tests.Output;

/// <summary>Progress in a log, for programs, and none at all.</summary>
public sealed class ProgressTests : IDisposable
{
    private const string Hostile = "\u001b[31m\u202e\u0007 ünï";
    private readonly StringWriter _written = new();

    [Fact]
    public void A_log_has_the_time_a_stages_start_and_end_and_a_line_now_and_then()
    {
        var clock = new Clock();
        using (var progress = new LogProgress(_written, clock))
        {
            progress.Progressed(new StageProgress("mine", 0, 0, ""));
            for (var done = 1; done <= 6_000; done++)
            {
                clock.Advance(TimeSpan.FromMilliseconds(10));
                progress.Progressed(new StageProgress("mine", done, 6_000, "3 hard"));
            }

            progress.Finished("mine", TimeSpan.FromMinutes(1));
            progress.Skipped("rollout", 75);
        }

        var lines = Lines();
        Assert.InRange(lines.Length, 4, 8); // a minute of work: a line at its start, one every fifteen seconds, its end
        Assert.All(lines, line => Assert.Matches(@"^\d\d:\d\d:\d\d (mine|rollout) ", line));
        Assert.Contains("left", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("done", lines[^2], StringComparison.Ordinal);
        Assert.EndsWith("done before, 1:15", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_event_is_a_line_of_JSON_whatever_a_stage_says_and_through_the_guarded_stream_too()
    {
        using (var guarded = new HarmlessWriter(_written))
        using (var progress = new JsonProgress(guarded))
        {
            progress.Skipped("mine", 1.5);
            progress.Progressed(new StageProgress("rollout", 3, 10, Hostile));
            progress.Said("rollout", Hostile);
            progress.Said(null, "a\nb");
            progress.Finished("rollout", TimeSpan.FromSeconds(2));
        }

        var events = Lines().Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["skipped", "progress", "said", "said", "finished"], events.Select(one => (string)one["event"]!));
        Assert.Equal(Hostile, (string)events[1]["note"]!);
        Assert.Equal((3, 10), ((int)events[1]["done"]!, (int)events[1]["total"]!));
        Assert.Equal(Hostile, (string)events[2]["text"]!);
        Assert.Null(events[3]["stage"]);
    }

    [Fact]
    public void Quiet_progress_writes_nothing()
    {
        Assert.Empty(InProcess.Captured(_written, _written, () =>
        {
            using var progress = new QuietProgress();
            progress.Progressed(new StageProgress("mine", 1, 2, "x"));
            progress.Said("mine", "x");
            progress.Finished("mine", TimeSpan.Zero);
            progress.Skipped("mine", 1);
            return _written.ToString();
        }));
    }

    public void Dispose() => _written.Dispose();

    private string[] Lines() => _written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private sealed class Clock : TimeProvider
    {
        private TimeSpan _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => _now += time;

        public override long GetTimestamp() => _now.Ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _now;

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    }
}
