using System.Text.Json.Nodes;
using Intervene.Problems.Reading;
using Parquet.Serialization;

namespace Intervene.Tests.Problems;

public sealed class ParquetRowsTests : IDisposable
{
    private readonly ProblemFolder _folder = new();

    [Theory]
    [InlineData("dapo-like.snappy.parquet", "dapo-like.jsonl")]
    [InlineData("messages.snappy.parquet", "messages.jsonl")]
    [InlineData("typed.snappy.parquet", "typed.jsonl")]
    [InlineData("flat-with-nulls.none.parquet", "flat-with-nulls.jsonl")]
    [InlineData("flat-with-nulls.gzip.parquet", "flat-with-nulls.jsonl")]
    [InlineData("flat-with-nulls.snappy.parquet", "flat-with-nulls.jsonl")]
    public void Parquet_rows_equal_their_json_lines(string parquet, string lines)
    {
        var (actual, _) = ProblemFolder.Rows(SharedFiles.Path("goldens/parquet/" + parquet));
        var (expected, _) = ProblemFolder.Rows(SharedFiles.Path("goldens/parquet/" + lines));
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (left, right) in expected.Zip(actual))
        {
            foreach (var (name, value) in left.Fields)
            {
                Assert.True(Same(value, right.Fields[name]), $"{right.Where} {name}: expected {value?.ToJsonString()}, found "
                    + $"{right.Fields[name]?.ToJsonString()}");
            }
        }
    }

    [Fact]
    public void Lists_in_version_2_pages_are_refused_with_the_file_and_the_column() => Assert.Contains(
        "flat-with-nulls.zstd.parquet: the file cannot be read as Parquet: failed to read column 'tags/list/element'",
        Assert.Throws<InterveneException>(() => ProblemFolder.Rows(SharedFiles.Path("goldens/parquet/flat-with-nulls.zstd.parquet"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task Numbers_have_the_shortest_digits_of_their_own_width()
    {
        var path = _folder.At("numbers.parquet");
        await ParquetSerializer.SerializeAsync(
            [new Numbers { question = "a?", answer = 0.1f, real = 0.14285714285714285 },
                new Numbers { question = "b?", answer = float.NaN, real = 1e21 }], path, cancellationToken: TestContext.Current.CancellationToken);
        var read = ProblemFile.Read(new ProblemQuery { Path = path });
        Assert.Equal("0.1", Assert.Single(read.Problems).Problem.Answer);
        Assert.Equal("gold_placeholder", Assert.Single(read.Dropped.Reasons).Reason);
        Assert.Equal("0.14285714285714285", ProblemFolder.Rows(path).Rows[0].Text("real"));
    }

    [Fact]
    public async Task A_damaged_file_is_one_message_wherever_it_is_damaged()
    {
        var path = _folder.At("whole.parquet");
        await ParquetSerializer.SerializeAsync(Enumerable.Range(0, 50).Select(i => new Numbers { question = $"{i}?", answer = i, real = i }),
            path, cancellationToken: TestContext.Current.CancellationToken);
        var whole = File.ReadAllBytes(path);
        var read = 0;
        for (var i = 0; i < whole.Length; i += 7)
        {
            var damaged = (byte[])whole.Clone();
            damaged[i] ^= 0xff;
            try
            {
                read += ProblemFolder.Rows(_folder.Write("damaged.parquet", damaged)).Rows.Count;
            }
            catch (InterveneException fault)
            {
                Assert.Contains("damaged.parquet", fault.Message, StringComparison.Ordinal);
            }
        }

        Assert.Contains("PAR1", Assert.Throws<InterveneException>(() => ProblemFolder.Rows(_folder.Write("cut.parquet", whole[..^9]))).Message,
            StringComparison.Ordinal);
        Assert.True(read < whole.Length * 50);
    }

    public void Dispose() => _folder.Dispose();

    private static bool Same(JsonNode? a, JsonNode? b) => (a, b) switch
    {
        (null, null) => true,
        (JsonArray { Count: 0 }, null) => true,
        (JsonObject x, JsonObject y) => x.All(field => Same(field.Value, y[field.Key])),
        (JsonArray x, JsonArray y) => x.Count == y.Count && x.Zip(y).All(pair => Same(pair.First, pair.Second)),
        (JsonValue x, JsonValue y) when x.GetValueKind() == System.Text.Json.JsonValueKind.Number =>
            (float)double.Parse(x.ToJsonString()) == (float)double.Parse(y.ToJsonString()) // a 32-bit column's digits are those of its width
            && x.GetValueKind() == y.GetValueKind(),
        (JsonValue x, JsonValue y) => JsonNode.DeepEquals(x, y),
        _ => false,
    };

#pragma warning disable IDE1006, SA1300 // columns are named as data sets name them
    private sealed class Numbers
    {
        public string question { get; set; } = "";

        public float answer { get; set; }

        public double real { get; set; }
    }
#pragma warning restore IDE1006, SA1300
}
