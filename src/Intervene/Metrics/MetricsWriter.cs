using Intervene.Files;

namespace Intervene.Metrics;

/// <summary>
/// Writes the metrics of updates to <c>metrics.jsonl</c>, which is the truth, and to a TensorBoard event file beside it, which is a view:
/// it is written anew from the lines that stay, and its faults never end a run.
/// </summary>
public sealed class MetricsWriter : IDisposable
{
    private readonly JsonLinesWriter<MetricsRecord> _lines;
    private readonly TimeProvider _time;
    private TensorBoardWriter? _board;

    private MetricsWriter(string path, TimeProvider time)
    {
        _time = time;
        _lines = JsonLinesWriter<MetricsRecord>.Open(path);
        Board(() => _board = Rewrite(path));
    }

    /// <summary>Why there is no TensorBoard file any more; null while there is one.</summary>
    public string? TensorBoardFault { get; private set; }

    /// <summary>Opens the metrics of a training stage; lines after the step that it resumes from are cut.</summary>
    /// <param name="path">The file, e.g. <c>arms/int/07-rl/metrics.jsonl</c>.</param>
    /// <param name="lastStep">The step of the checkpoint that training goes on from; 0 or less starts anew.</param>
    /// <param name="time">The clock of <c>wall_time</c>.</param>
    /// <exception cref="InterveneException">The file cannot be read or written.</exception>
    public static MetricsWriter Open(string path, long lastStep, TimeProvider time)
    {
        if (File.Exists(path))
        {
            JsonLines.Truncate(path, lastStep <= 0 ? 0 : JsonLines.Read<MetricsRecord>(path).TakeWhile(line => line.Step <= lastStep).LongCount());
        }

        return new MetricsWriter(path, time);
    }

    /// <summary>Writes one line.</summary>
    /// <param name="step">The update or training step that ended.</param>
    /// <param name="metrics">Its numbers; no name twice.</param>
    /// <exception cref="InterveneException"><c>metrics.jsonl</c> cannot be written.</exception>
    public void Write(long step, IReadOnlyList<Metric> metrics)
    {
        var wallTime = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        var record = new MetricsRecord { Step = step, WallTime = wallTime, Metrics = metrics };
        _lines.Append(record);
        Board(() => Write(_board, record));
    }

    /// <summary>Closes both files.</summary>
    public void Dispose()
    {
        _lines.Dispose();
        Board(() => _board?.Dispose());
    }

    private static TensorBoardWriter Rewrite(string path)
    {
        var name = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "events.out.tfevents.intervene");
        var records = JsonLines.Read<MetricsRecord>(path).ToList();
        var writer = TensorBoardWriter.Create(name, records.Count > 0 ? records[0].WallTime : 0);
        foreach (var record in records)
        {
            Write(writer, record);
        }

        return writer;
    }

    private static void Write(TensorBoardWriter? writer, MetricsRecord record)
    {
        foreach (var metric in record.Metrics)
        {
            writer?.Scalar(record.Step, metric.Name, (float)metric.Value, record.WallTime);
        }

        writer?.Flush();
    }

    private void Board(Action action)
    {
        try
        {
            action();
        }
        catch (Exception fault) when (IoFault.Is(fault) || fault is InterveneException)
        {
            TensorBoardFault = fault.Message;
            _board = null;
        }
    }
}
