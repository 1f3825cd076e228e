using Intervene.Files;

namespace Intervene.Pipeline.Runs;

/// <summary>Which stages of a run were begun and have finished, and under which key: <c>stages.jsonl</c>.</summary>
public sealed class StageLedger
{
    private readonly string _path;
    private readonly List<StageRecord> _records;

    private StageLedger(string path, List<StageRecord> records)
    {
        _path = path;
        _records = records;
    }

    /// <summary>The last record of every finished stage, in the order in which they finished.</summary>
    public IReadOnlyList<StageRecord> Finished =>
        [.. _records.Where(record => record.Finished && ReferenceEquals(record, Find(record.Stage)))];

    /// <summary>Reads a ledger; a missing file is an empty ledger.</summary>
    /// <param name="path"><see cref="RunPaths.Stages"/>.</param>
    /// <exception cref="InterveneException">The file is unreadable or of another format.</exception>
    public static StageLedger Open(string path)
    {
        List<StageRecord> records = File.Exists(path) ? [.. JsonLines.Read<StageRecord>(path)] : [];
        return new StageLedger(path, records);
    }

    /// <summary>The last record of a finished stage, else null.</summary>
    /// <param name="stage">The stage.</param>
    public StageRecord? Find(string stage) => _records.FindLast(record => record.Stage == stage && record.Finished);

    /// <summary>Whether anything was ever heard of a stage.</summary>
    /// <param name="stage">The stage.</param>
    public bool Knows(string stage) => _records.Exists(record => record.Stage == stage);

    /// <summary>Whether the last thing heard of a stage is that it was begun under this key: its unfinished work can go on.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="key">The key.</param>
    public bool IsBegun(string stage, string key) => _records.FindLast(record => record.Stage == stage) is { } last && last.Key == key;

    /// <summary>Whether the last thing heard of a stage is that it was begun.</summary>
    /// <param name="stage">The stage.</param>
    public bool IsOpen(string stage) => _records.FindLast(record => record.Stage == stage) is { Finished: false };

    /// <summary>Seconds that earlier processes recorded for a stage's unfinished work under a key.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="key">The key.</param>
    public double SecondsOf(string stage, string key) => IsBegun(stage, key) ? _records.FindLast(record => record.Stage == stage)!.Seconds : 0;

    /// <summary>Appends a record.</summary>
    /// <param name="record">A begun or finished stage.</param>
    /// <exception cref="InterveneException">The ledger cannot be written.</exception>
    public void Append(StageRecord record)
    {
        using (var writer = JsonLinesWriter<StageRecord>.Open(_path))
        {
            writer.Append(record);
        }

        _records.Add(record);
    }
}
