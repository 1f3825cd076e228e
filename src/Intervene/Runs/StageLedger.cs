namespace Intervene.Runs;

/// <summary>Which stages of a run have finished: a resumed run skips them, the report shows their times.</summary>
public sealed class StageLedger
{
    private readonly string _path;
    private readonly List<StageRecord> _records;

    private StageLedger(string path, List<StageRecord> records)
    {
        _path = path;
        _records = records;
    }

    /// <summary>The finished stages in the order in which they finished.</summary>
    public IReadOnlyList<StageRecord> Records => _records;

    /// <summary>Reads a ledger; a missing file is an empty ledger.</summary>
    /// <param name="path"><see cref="RunPaths.Stages"/>.</param>
    /// <exception cref="InterveneException">The file is unreadable.</exception>
    public static StageLedger Open(string path) => new(path, File.Exists(path) ? [.. JsonLines.Read<StageRecord>(path)] : []);

    /// <summary>The record of a finished stage, else null.</summary>
    public StageRecord? Find(string stage) => _records.FindLast(record => record.Stage == stage);

    /// <summary>Whether a stage has finished.</summary>
    public bool IsFinished(string stage) => Find(stage) is not null;

    /// <summary>Records that a stage has finished.</summary>
    /// <param name="stage">The stage, or stage and arm.</param>
    /// <param name="seconds">How long it took.</param>
    /// <param name="counts">Its own numbers by name.</param>
    /// <exception cref="InterveneException">The ledger cannot be written.</exception>
    public void Finish(string stage, double seconds, IReadOnlyDictionary<string, long> counts)
    {
        var record = new StageRecord { Stage = stage, Seconds = seconds, Counts = counts };
        using (var writer = JsonLinesWriter<StageRecord>.Open(_path))
        {
            writer.Append(record);
        }

        _records.Add(record);
    }
}
