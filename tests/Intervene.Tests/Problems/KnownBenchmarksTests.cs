using Intervene.Problems.Presets;
using Intervene.Problems.Reading;
using Intervene.Tests.Files;

namespace Intervene.Tests.Problems;

public sealed class KnownBenchmarksTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Every_known_benchmark_is_of_a_known_set()
    {
        Assert.All(KnownBenchmarks.All, known => Assert.NotNull(ProblemPresets.Find(known.Set)));
        Assert.Equal(KnownBenchmarks.All.Count, KnownBenchmarks.All.Select(known => known.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains("not the paper's forty", KnownBenchmarks.Find("IMO-AnswerBench-40")!.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aime2025", "aime-2025/test.jsonl", "aime-2025")]
    [InlineData("aime2025", "AIME2025.jsonl", "AIME2025.jsonl")]
    [InlineData("gsm8k_test", "gsm8k/test.jsonl", "gsm8k")]
    [InlineData("beyond_aime", "BeyondAIME/test.jsonl", "BeyondAIME")]
    [InlineData("mine", "mine.csv", "mine.csv")]
    public void A_benchmark_is_found_by_its_name_or_by_that_of_its_set(string benchmark, string file, string found)
    {
        Put(file, "{}");
        Put("zzz.jsonl", "{}");
        Assert.Equal(Path.Combine(_folder[""], found), KnownBenchmarks.Locate(_folder[""], benchmark));
    }

    [Fact]
    public void A_benchmark_that_is_not_there_is_refused_with_the_place_where_its_set_is()
    {
        var fault = Assert.Throws<InterveneException>(() => KnownBenchmarks.Locate(_folder[""], "aime2024"));
        Assert.Contains("HuggingFaceH4/aime_2024", fault.Message, StringComparison.Ordinal);
        Assert.Contains("no such folder", Assert.Throws<InterveneException>(
            () => KnownBenchmarks.Locate(_folder["none"], "aime2024")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_one_set_are_told_apart_by_their_files_and_splits()
    {
        Put("olymmath/OlymMATH-EN-EASY.jsonl", """{"unique_id":"e","problem":"1 + 1?","answer":"2"}""");
        Put("olymmath/OlymMATH-EN-HARD.jsonl", """{"unique_id":"h","problem":"1 + 2?","answer":"3"}""");
        Put("gsm8k/train.jsonl", """{"question":"1 + 3?","answer":"#### 4"}""");
        Put("gsm8k/test.jsonl", """{"question":"1 + 4?","answer":"#### 5"}""");
        Assert.Equal(["2", "3", "5"], new[] { ("olymmath_easy", "olymmath"), ("olymmath_hard", "olymmath"), ("gsm8k_test", "gsm8k") }
            .Select(one =>
            {
                var known = KnownBenchmarks.Find(one.Item1)!;
                var (path, split) = KnownBenchmarks.Files(known, _folder[one.Item2]);
                var query = new ProblemQuery { Path = path, Split = split, Preset = ProblemPresets.Named(known.Set) };
                return Assert.Single(ProblemFile.Read(query).Problems).Problem.Answer;
            }));
    }

    [Theory]
    [InlineData("answerbench_v2.csv", "answerbench.csv", "proofbench.csv")]
    [InlineData("answerbench.csv", "proofbench.csv")]
    [InlineData("data/train-00000-of-00001.csv")]
    public void AnswerBench_is_its_newest_file_and_no_other_benchmark_of_its_folder(params string[] files)
    {
        foreach (var (i, file) in files.Index())
        {
            Put($"imobench/{file}", $"Problem ID,Problem,Short Answer\nimo-1,What is {i}?,{i}\n");
        }

        var known = KnownBenchmarks.Find("imo_answerbench")!;
        var (path, split) = KnownBenchmarks.Files(known, _folder["imobench"]);
        var query = new ProblemQuery { Path = path, Split = split, Preset = ProblemPresets.Named(known.Set) };
        Assert.Equal("0", Assert.Single(ProblemFile.Read(query).Problems).Problem.Answer);
    }

    public void Dispose() => _folder.Dispose();

    private void Put(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], text);
    }
}
