using System.Text;
using Intervene.Options;
using Intervene.Problems.Rows;

namespace Intervene.Tests.Problems;

public sealed class RowFileTests : IDisposable
{
    private const string Row = "{\"question\":\"2+2\",\"answer\":4}";
    private readonly ProblemFolder _folder = new();

    [Theory]
    [InlineData("a.jsonl", Row + "\n" + Row + "\n")]
    [InlineData("a.jsonl", Row + "\r\n\r\n  \r\n" + Row)]
    [InlineData("a.jsonl", "\ufeff" + Row + "\n" + Row + "\n")]
    [InlineData("a.jsonl.gz", Row + "\n" + Row + "\n")]
    [InlineData("a.ndjson", Row + "\n" + Row + "\n")]
    [InlineData("a.json", Row + "\n" + Row + "\n")]
    [InlineData("a.json", "[" + Row + ",\n" + Row + "]")]
    [InlineData("a.jsonl", "[" + Row + ",\n" + Row + "]")]
    [InlineData("a.json.gz", "\ufeff\n[" + Row + ",\n" + Row + "]\n")]
    [InlineData("a.json", "{\n\"version\": [1, 2],\n\"data\": [" + Row + ",\n" + Row + "]}")]
    [InlineData("a.json", "{\"data\": [" + Row + "," + Row + "], \"version\": 1}")]
    [InlineData("a.csv", "question,answer\n2+2,4\n2+2,4\n")]
    [InlineData("a.csv", "\ufeffquestion,answer\r\n\"2+2\",\"4\"\r\n\r\n2+2,4")]
    [InlineData("a.csv", "question;answer\n2+2;4\n2+2;4\n")]
    [InlineData("a.tsv", "question\tanswer\n2+2\t4\n2+2\t4\n")]
    [InlineData("a.csv.gz", "question,answer\n2+2,4\n2+2,4\n")]
    [InlineData("a.jsonl", "{\"Problem_1\":" + Row + "}\n{\"Problem_2\":" + Row + "}\n")]
    public void Rows_are_read_from_every_shape_that_files_have(string name, string text)
    {
        var (rows, dropped) = ProblemFolder.Rows(_folder.Write(name, text));
        Assert.Equal(0, dropped.Count);
        Assert.Equal([("2+2", "4"), ("2+2", "4")], rows.Select(row => (row.Text("question"), row.Text("answer"))));
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", "doubled_key")]
    [InlineData("{\"a\":{\"b\":1,\"\\u0062\":2}}", "doubled_key")]
    [InlineData("{\"a\":\"\\ud83d\"}", "half_surrogate")]
    [InlineData("{\"\\udc00\":\"x\"}", "half_surrogate")]
    [InlineData("{\"a\":1", "malformed_json")]
    [InlineData("{\"a\":1}}", "malformed_json")]
    [InlineData("{\"a\":NaN}", "malformed_json")]
    [InlineData("\0\0\0", "malformed_json")]
    [InlineData("[1,2]", "no_object")]
    [InlineData("null", "no_object")]
    public void A_row_that_cannot_be_read_is_named_and_the_others_are_read(string bad, string reason)
    {
        var (rows, dropped) = ProblemFolder.Rows(_folder.Write("a.jsonl", $"{Row}\n{bad}\n{Row}\n"));
        Assert.Equal([(reason, 2)], ProblemFolder.Places(dropped));
        Assert.Equal([1, 3], rows.Select(row => int.Parse(row.Where[(row.Where.LastIndexOf(':') + 1)..])));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_named_in_lines_arrays_and_separated_values_and_never_become_a_replacement()
    {
        var latin = Encoding.Latin1.GetBytes("{\"question\":\"Wie groß?\",\"answer\":\"4\"}");
        byte[] lines = [.. Encoding.UTF8.GetBytes(Row + "\n"), .. latin, .. Encoding.UTF8.GetBytes("\n" + Row)];
        byte[] array = [.. Encoding.UTF8.GetBytes("[" + Row + ",\n"), .. latin, .. Encoding.UTF8.GetBytes(",\n" + Row + "]")];
        byte[] values = [.. Encoding.UTF8.GetBytes("question,answer\n"),
            .. Encoding.Latin1.GetBytes("groß,4\n"), .. Encoding.UTF8.GetBytes("groß,4\n")];
        foreach (var (path, read) in new[]
            { (_folder.Write("a.jsonl", lines), 2), (_folder.Write("b.json", array), 2), (_folder.Write("c.csv", values), 1) })
        {
            var (rows, dropped) = ProblemFolder.Rows(path);
            Assert.Equal([("invalid_utf8", 2)], ProblemFolder.Places(dropped));
            Assert.Equal(read, rows.Count);
            Assert.DoesNotContain(rows, row => row.Text("question")!.Contains('\ufffd'));
        }
    }

    [Fact]
    public void A_first_line_that_cannot_be_read_is_a_row_like_others_and_one_conversation_is_one_row()
    {
        var (rows, dropped) = ProblemFolder.Rows(_folder.Write("a.jsonl", $"{{bad\n{Row}\n"));
        Assert.Equal([("malformed_json", 1)], ProblemFolder.Places(dropped));
        Assert.Single(rows);
        (rows, _) = ProblemFolder.Rows(_folder.Write("b.json", "{\n\"messages\": [{\"role\":\"user\",\"content\":\"2+2?\"}],\n\"answer\": 4}"));
        Assert.Equal("4", Assert.Single(rows).Text("answer"));
    }

    [Fact]
    public void Long_rows_and_deep_rows_are_passed_over_by_name()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);
        var path = _folder.Write("a.jsonl", $"{Row}\n{{\"question\":\"{new string('x', RowLimits.RowBytes)}\"}}\n{{\"a\":{deep}}}\n{Row}");
        var (rows, dropped) = ProblemFolder.Rows(path);
        Assert.Equal([("malformed_json", 3), ("too_long", 2)], ProblemFolder.Places(dropped));
        Assert.Equal(2, rows.Count);
    }

    [Theory]
    [InlineData("a,b\n1,2,3\n4,5\n", "malformed_row", 2, 1)]
    [InlineData("a,b\n1\n4,5\n", "malformed_row", 2, 1)]
    [InlineData("a,b\n1,\"x\ny\"\n1\n", "malformed_row", 4, 1)]
    [InlineData("a,b\n4,5\n1,\"open\n2,3\n4,5\n", "malformed_row", 3, 1)]
    [InlineData("a,b\n1,\0\n4,5\n", "malformed_row", 2, 1)]
    public void A_row_of_separated_values_that_does_not_fit_is_named_by_its_first_line(string text, string reason, int line, int read)
    {
        var (rows, dropped) = ProblemFolder.Rows(_folder.Write("a.csv", text));
        Assert.Equal([(reason, line)], ProblemFolder.Places(dropped));
        Assert.Equal(read, rows.Count);
    }

    [Fact]
    public void One_stray_quote_spoils_one_row()
    {
        var (rows, dropped) = ProblemFolder.Rows(_folder.Write("a.csv", "id,question,answer\n1,\"Find\nall x\n,\"$x=3$\",end\n2,\"5\"\" "
            + "long\",\"4\"\n3,6\" x 8\" card,48\n"));
        Assert.Equal(0, dropped.CountOf("invalid_utf8"));
        Assert.Equal(["Find\nall x\n,$x=3$\"", "5\" long", "6\" x 8\" card"], rows.Select(row => row.Text("question")));
    }

    [Fact]
    public void Numbers_keep_the_digits_that_the_file_has()
    {
        var (rows, _) = ProblemFolder.Rows(_folder.Write(
            "a.jsonl", "{\"a\":0.14285714285714285,\"b\":1.50,\"c\":1e3,\"d\":123456789012345678901234567890}"));
        Assert.Equal(["0.14285714285714285", "1.50", "1e3", "123456789012345678901234567890"], "abcd".Select(name => rows[0].Text($"{name}")));
    }

    [Theory]
    [InlineData("a.jsonl", "", "is empty")]
    [InlineData("a.csv", "a,a\n1,2\n", "stands twice")]
    [InlineData("a.json", "[{\"a\":1},\n{\"a\":", "a.json:2")]
    [InlineData("a.json", "{\"a\":[1],\n\"b\":2,", "a.json:2")]
    [InlineData("a.json", "\"x\"\n", "no list of rows", ProblemFileFormat.Json)]
    [InlineData("a.txt", Row, "no format of problems")]
    [InlineData("a.parquet", "PAR1 but not for long PAR1", "cannot be read as Parquet")]
    [InlineData("a.parquet", "PAR1\u0001\u0001\u0001\u0001\u0001\u0001\u0001\u0001\u0008\0\0\0PAR1", "cannot be read as Parquet")]
    [InlineData("a.parquet", "no", "cannot be read as Parquet")]
    public void A_file_that_as_a_whole_cannot_be_read_is_one_message(
        string name, string text, string message, ProblemFileFormat format = ProblemFileFormat.Auto) =>
        Assert.Contains(message, Assert.Throws<InterveneException>(() => ProblemFolder.Rows(_folder.Write(name, text), format)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Other_encodings_and_packings_are_refused_by_their_name()
    {
        foreach (var (bytes, found) in new[]
        {
            (Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Row)).ToArray(), "UTF-16"),
            (new byte[] { 0x28, 0xb5, 0x2f, 0xfd, 0, 0 }, "zstd"),
            ("PK\u0003\u0004xx"u8.ToArray(), "zip"), (new byte[] { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3 }, "damaged"),
        })
        {
            Assert.Contains(found, Assert.Throws<InterveneException>(() => ProblemFolder.Rows(_folder.Write("a.jsonl", bytes))).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Devices_and_folders_are_refused_without_being_opened()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "no such device here");
        Assert.Contains("it is a device",
            Assert.Throws<InterveneException>(() => ProblemFolder.Rows("/dev/zero", ProblemFileFormat.Jsonl)).Message, StringComparison.Ordinal);
        File.CreateSymbolicLink(_folder.At("zero.jsonl"), "/dev/zero");
        Assert.Contains("expected an ordinary file", Assert.Throws<InterveneException>(() => ProblemFolder.Rows(_folder.At("zero.jsonl"))).Message,
            StringComparison.Ordinal);
        Assert.Contains("it is a folder", Assert.Throws<InterveneException>(() => ProblemFolder.Rows(_folder.Root, ProblemFileFormat.Jsonl)).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
