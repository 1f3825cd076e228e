using System.Text.Json;
using Intervene.Files;
using Intervene.Metrics;
using Intervene.Tests.Files;

namespace Intervene.Tests.Metrics;

public sealed class MetricsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_event_file_has_the_bytes_of_tensorboards_writer()
    {
        var goldens = SharedFiles.Path("goldens/tensorboard");
        var path = _folder["events.out.tfevents.test"];
        using (var writer = TensorBoardWriter.Create(path, 1700000000.0))
        {
            using var events = JsonDocument.Parse(File.ReadAllText(Path.Combine(goldens, "expected.json")));
            foreach (var row in events.RootElement.EnumerateArray())
            {
                var value = row.GetProperty("value");
                writer.Scalar(
                    row.GetProperty("step").GetInt64(),
                    row.GetProperty("tag").GetString()!,
                    value.ValueKind == JsonValueKind.Null ? float.NaN : (float)value.GetDouble(),
                    row.GetProperty("wall_time").GetDouble());
            }
        }

        var expected = File.ReadAllBytes(Directory.EnumerateFiles(goldens, "events.out.tfevents.*").Single());
        var actual = File.ReadAllBytes(path);
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(actual));
    }

    [Fact]
    public void The_checksum_is_the_crc32c_of_its_standard() =>
        Assert.Equal(System.Numerics.BitOperations.RotateRight(0xE3069283u, 15) + 0xA282EAD8, TensorBoardWriter.MaskedCrc("123456789"u8));

    [Fact]
    public void Lines_after_the_step_of_the_checkpoint_are_cut()
    {
        var path = _folder["07-rl/metrics.jsonl"];
        using (var writer = MetricsWriter.Open(path, 0, TimeProvider.System))
        {
            for (var step = 1; step <= 4; step++)
            {
                writer.Write(step, [new("actor/entropy", step / 2.0), new("actor/grad_norm", double.NaN)]);
            }
        }

        File.AppendAllText(path, "{\"step\":5,");
        using (var writer = MetricsWriter.Open(path, 2, TimeProvider.System))
        {
            writer.Write(3, [new("actor/entropy", 9)]);
            Assert.Null(writer.TensorBoardFault);
        }

        var lines = JsonLines.Read<MetricsRecord>(path).ToList();
        Assert.Equal([1, 2, 3], lines.Select(line => line.Step));
        Assert.Equal([0.5, 1.0, 9.0], lines.Select(line => line.Find("actor/entropy")));
        Assert.True(double.IsNaN(lines[0].Find("actor/grad_norm")!.Value));
        Assert.Null(lines[2].Find("actor/grad_norm"));
    }

    [Fact]
    public void The_event_file_after_a_resume_holds_the_lines_that_stay()
    {
        void Run(string path, params (long Last, long From, long To)[] sessions)
        {
            foreach (var (last, from, to) in sessions)
            {
                using var writer = MetricsWriter.Open(path, last, new StoppedClock());
                for (var step = from; step <= to; step++)
                {
                    writer.Write(step, [new("critic/score/mean", step)]);
                }
            }
        }

        Run(_folder["a/metrics.jsonl"], (0, 1, 6));
        Run(_folder["b/metrics.jsonl"], (0, 1, 4), (2, 3, 6));
        Assert.Equal(File.ReadAllText(_folder["a/metrics.jsonl"]), File.ReadAllText(_folder["b/metrics.jsonl"]));
        var events = "events.out.tfevents.intervene";
        Assert.Equal(File.ReadAllBytes(_folder["a/" + events])[60..], File.ReadAllBytes(_folder["b/" + events])[60..]);
    }

    [Fact]
    public void A_fault_of_the_event_file_does_not_end_a_run()
    {
        Directory.CreateDirectory(_folder["events.out.tfevents.intervene"]);
        using var writer = MetricsWriter.Open(_folder["metrics.jsonl"], 0, TimeProvider.System);
        writer.Write(1, [new("actor/entropy", 1)]);
        Assert.NotNull(writer.TensorBoardFault);
        Assert.Equal(1, JsonLines.Count(_folder["metrics.jsonl"]));
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    }
}
