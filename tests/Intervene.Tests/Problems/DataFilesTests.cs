using Intervene.Problems.Reading;
using Intervene.Problems.Rows;

namespace Intervene.Tests.Problems;

public sealed class DataFilesTests : IDisposable
{
    private readonly ProblemFolder _folder = new();

    public DataFilesTests()
    {
        foreach (var (name, row) in new[] { ("data/train-00001-of-00002.jsonl", 2), ("data/train-00000-of-00002.jsonl", 1),
            ("data/test-00000-of-00001.jsonl.gz", 3), ("README.md", 0), ("data/.cache.jsonl", 9), ("dataset_info.json", 8) })
        {
            _folder.Write(name, $"{{\"question\":\"{row}?\",\"answer\":{row}}}\n");
        }
    }

    [Fact]
    public void A_folder_is_read_by_its_split_in_the_order_of_names()
    {
        Assert.Equal(["1?", "2?"], Questions(new() { Path = _folder.Root, Split = "train" }));
        Assert.Equal(["3?"], Questions(new() { Path = _folder.Root, Split = "test" }));
        Assert.Contains("several splits: test, train", Fault(new() { Path = _folder.Root }), StringComparison.Ordinal);
        Assert.Contains("no split dev", Fault(new() { Path = _folder.Root, Split = "dev" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data/train-*.jsonl", 2)]
    [InlineData("data/t*", 3)]
    [InlineData("*/train-0000?-of-*", 2)]
    [InlineData("**/*.gz", 1)]
    [InlineData("**/t*-of-*", 3)]
    public void A_pattern_names_files(string pattern, int files) => Assert.Equal(files, DataFiles.Of(_folder.At(pattern)).Count);

    [Fact]
    public void What_is_not_there_is_said()
    {
        Assert.Contains("no file fits", Fault(new() { Path = _folder.At("data/*.csv") }), StringComparison.Ordinal);
        Assert.Contains("no such file. Expected a file or folder", Fault(new() { Path = _folder.At("none.jsonl") }), StringComparison.Ordinal);
        Assert.Contains(
            "is one file", Fault(new() { Path = _folder.At("data/train-00000-of-00002.jsonl"), Split = "train" }), StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.At("empty"));
        Assert.Contains("holds no file of rows", Fault(new() { Path = _folder.At("empty") }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train.jsonl", "train")]
    [InlineData("mawps-fold0-dev.csv", "dev")]
    [InlineData("test/part-0.parquet", "test")]
    [InlineData("validation-00000-of-00001.parquet", "validation")]
    [InlineData("data/full_eval-00000-of-00001.parquet", "full_eval")]
    [InlineData("problems.jsonl", null)]
    public void A_files_name_or_folder_says_its_split(string file, string? split) => Assert.Equal(split, DataFiles.SplitOf(file));

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Questions(ProblemQuery query) => ProblemFile.Read(query).Problems.Select(placed => placed.Problem.Question);

    private static string Fault(ProblemQuery query) => Assert.Throws<InterveneException>(() => ProblemFile.Read(query)).Message;
}
