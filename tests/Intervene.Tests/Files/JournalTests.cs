using Intervene.Files;

namespace Intervene.Tests.Files;

public sealed class JournalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_artifact_whose_stage_was_killed_behind_its_last_record_loses_none()
    {
        using (var journal = Open([]))
        {
            journal.Append([new Row(2), new Row(1)]);
            journal.Seal([1, 2]);
        }

        Assert.False(File.Exists(_folder["rows.jsonl.partial"]));
        var recorded = new List<int>();
        using (var journal = Open(recorded))
        {
            Assert.Equal([1, 2], recorded);
            Assert.True(journal.Has(1) && journal.Has(2));
            journal.Append([new Row(3)]);
            journal.Seal([1, 2, 3]);
        }

        Assert.Equal([1, 2, 3], JsonLines.Read<Row>(_folder["rows.jsonl"]).Select(row => row.Number));
        Assert.Equal(["rows.jsonl"], Directory.GetFiles(_folder["."]).Select(Path.GetFileName));
    }

    private Journal<int, Row> Open(List<int> recorded) =>
        Journal<int, Row>.Open(_folder["rows.jsonl"], row => row.Number, row => recorded.Add(row.Number));

    private sealed record Row(int Number);
}
