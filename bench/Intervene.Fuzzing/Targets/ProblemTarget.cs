using Intervene.Problems.Reading;

namespace Intervene.Fuzzing.Targets;

/// <summary>Files of problems: JSON lines, JSON, separated values, Parquet.</summary>
internal static class ProblemTarget
{
    private const string Row =
        "{\"question\": \"What is 2 + 2?\", \"answer\": \"4\", \"solution\": \"2 + 2 = 4. \\\\boxed{4}\", \"id\": \"a\", \"level\": 3}";

    private static readonly string[] Seeds =
    [
        Row + "\n"
            + "{\"problem\": \"\\\\frac12 + \\\\frac13\", \"answer\": [\"5/6\", \"\\\\frac56\"], \"extra\": {\"a\": [1, 2]}}\n"
            + Row.Replace("\"a\"", "\"b\"", StringComparison.Ordinal) + "\n",
        $"[{Row}, {Row}]",
        $"{{\"version\": 1, \"data\": [{Row}]}}",
        "{\"messages\": [{\"role\": \"system\", \"content\": \"s\"}, {\"role\": \"user\", \"content\": \"1 + 1?\"}], \"answer\": \"2\"}\n",
        "question,answer,id\n\"What is \"\"2\"\"?\nSay.\",4,1\n3 + 3,6,2\n",
        "question\tanswer\n1 + 1\t2\n",
        "{\"question\": \"Tom has 3.\", \"answer\": \"He has 3 * 2 = <<3*2=6>>6.\\n#### 6\"}\n",
    ];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", "\"\"", ",", ":", "\n", "\r\n", "\r", "\t", "null", "true", "-1", "1e999", "NaN", "\\ud83d", "\\u0000", "\0",
        "\ud83d", "\uE0C3\uE028", "\uE0FF\uE0FE",
        "\uFEFF", "question", "answer", "####", "\\boxed{", "PAR1", "\uE01F\uE08B\uE008", "{\"a\":{\"a\":{\"a\":{", "[[[[[[[[[[", "'", ";",
        "\u2028", "\u001b[2J", "99999999999999999999", "id", "𝔸",
        "\uE000\uE000\uE000\uE000", "\uE0FF\uE0FF\uE0FF\uE07F", "\uE080\uE080\uE080\uE001",
    ];

    private static readonly string[] Extensions = ["jsonl", "json", "csv", "tsv", "parquet"];

    public static FuzzTarget Create(string folder) => new()
    {
        Name = "problems",
        Seeds = [.. Seeds, .. Embedded.Raw("parquet").Where(text => text.Length < 15_000).Readable(text => Read(folder, text))],
        Pieces = Pieces,
        Read = text => Read(folder, text),
    };

    private static string Read(string folder, string text)
    {
        var path = Path.Combine(folder, $"problems.{ExtensionOf(text)}");
        File.WriteAllBytes(path, RawText.Bytes(text));
        var read = ProblemFile.Read(new ProblemQuery { Path = path });
        return read.Rows == 0 && read.Problems.Count == 0 && text.Trim().Length > 0 && text.Contains("answer", StringComparison.Ordinal) ? "nothing"
            : read.Dropped.Count > 0 ? "read in part" : "read";
    }

    /// <summary>What the text is most like, so that the reader is the same for equal texts.</summary>
    private static string ExtensionOf(string text) => Extensions[text switch
    {
        _ when text.StartsWith("PAR1", StringComparison.Ordinal) => 4,
        ['[', ..] => 1,
        ['{', '"', 'v', ..] => 1,
        ['{', ..] => 0,
        _ when text.AsSpan(0, Math.Min(text.Length, 40)).Contains('\t') => 3,
        _ => 2,
    }];
}
