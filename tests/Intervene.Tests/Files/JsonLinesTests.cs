using System.Text;
using Intervene.Files;
using Intervene.Rollouts;

namespace Intervene.Tests.Files;

public sealed class JsonLinesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public sealed record Row(int Id, string Text);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_appended_is_read_back()
    {
        Row[] rows = [new(1, "a\nb"), new(2, "é \"quoted\""), new(3, new string('x', 200_000))];
        using (var writer = JsonLinesWriter<Row>.Open(_folder["deep/rows.jsonl"]))
        {
            writer.Append(rows[0]);
            writer.Append(rows[1..]);
            Assert.Equal(3, writer.Count);
            Assert.Equal(rows, JsonLines.Read<Row>(_folder["deep/rows.jsonl"]));
        }

        Assert.Equal(3, JsonLines.Count(_folder["deep/rows.jsonl"]));
        Assert.Equal(0, JsonLines.Count(_folder["none.jsonl"]));
    }

    [Fact]
    public void A_file_cut_at_any_byte_goes_on_from_its_last_whole_record()
    {
        var path = _folder["rows.jsonl"];
        using (var writer = JsonLinesWriter<Row>.Open(path))
        {
            writer.Append([new(1, "é"), new(2, "two"), new(3, "three")]);
        }

        var whole = File.ReadAllBytes(path);
        for (var cut = 0; cut <= whole.Length; cut++)
        {
            File.WriteAllBytes(path, whole[..cut]);
            var kept = JsonLines.Read<Row>(path).ToList();
            Assert.Equal(whole[..cut].Count(b => b == '\n'), kept.Count);
            using (var writer = JsonLinesWriter<Row>.Open(path))
            {
                Assert.Equal(kept.Count, writer.Count);
                writer.Append(new Row(9, "after"));
            }

            Assert.Equal([.. kept, new(9, "after")], JsonLines.Read<Row>(path));
        }
    }

    [Theory]
    [InlineData("""{"id":2,"txt":"b"}""", "txt")]
    [InlineData("""{"id":"two","text":"b"}""", "id")]
    [InlineData("""{"id":2}""", "text")]
    [InlineData("""{"id":2,"text":null}""", "text")]
    [InlineData("""{"id":2,""", "Expected the fields id, text")]
    [InlineData("", "Expected the fields id, text")]
    [InlineData("null", "null")]
    public void An_unreadable_line_is_named_with_its_field(string line, string named)
    {
        var path = _folder["rows.jsonl"];
        File.WriteAllText(path, "{\"id\":1,\"text\":\"a\"}\n" + line + "\n{\"id\":3,\"text\":\"c\"}\n");
        using var rows = JsonLines.Read<Row>(path).GetEnumerator();
        Assert.True(rows.MoveNext());
        var fault = Assert.Throws<InterveneException>(() => rows.MoveNext());
        Assert.StartsWith($"{path}:2: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nested_field_is_named_by_its_path()
    {
        var path = _folder["rollouts.jsonl"];
        File.WriteAllText(path, """{"problem_id":"a","prompt_ids":[1],"completion":{"sample":"x"}}""" + "\n");
        var fault = Assert.Throws<InterveneException>(() => JsonLines.Read<Rollout>(path).Count());
        Assert.Contains("completion.sample", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("no such file", Assert.Throws<InterveneException>(() => JsonLines.Read<Row>(_folder["none.jsonl"]).Any()).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_file_is_cut_after_its_first_records()
    {
        var path = _folder["rows.jsonl"];
        using (var writer = JsonLinesWriter<Row>.Open(path))
        {
            writer.Append([new(1, "a"), new(2, "b"), new(3, "c")]);
        }

        JsonLines.Truncate(path, 2);
        Assert.Equal([1, 2], JsonLines.Read<Row>(path).Select(row => row.Id));
        Assert.Throws<InterveneException>(() => JsonLines.Truncate(path, 3));
        JsonLines.Truncate(path, 0);
        Assert.Equal(0, new FileInfo(path).Length);
        JsonLines.Truncate(_folder["none.jsonl"], 0);
    }

    [Fact]
    public void A_chunk_that_a_full_disk_refuses_is_taken_back_whole()
    {
        using var disk = new SmallDisk(60);
        using var writer = new JsonLinesWriter<Row>(disk, "rows.jsonl", 0);
        writer.Append(new Row(1, "fits"));
        var fault = Assert.Throws<InterveneException>(() => writer.Append([new(2, "fits too"), new(3, new string('x', 100))]));
        Assert.Contains("The 1 records written before are kept", fault.Message, StringComparison.Ordinal);
        Assert.Equal("{\"id\":1,\"text\":\"fits\"}\n", Encoding.UTF8.GetString(disk.ToArray()));
        writer.Append(new Row(2, "again"));
        Assert.Equal(2, writer.Count);
    }

    /// <summary>A disk that takes what fits and then says that it is full.</summary>
    private sealed class SmallDisk(int room) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var fits = (int)Math.Min(buffer.Length, room - Position);
            base.Write(buffer[..fits]);
            if (fits < buffer.Length)
            {
                throw new IOException("No space left on device.");
            }
        }
    }
}
