using System.Text;
using System.Text.Json;
using Intervene.Completions;
using Intervene.Files;
using Intervene.Problems;
using Intervene.Rollouts;

namespace Intervene.Tests.Files;

/// <summary>Whatever stands in an artifact, it is a record or its line is named.</summary>
public sealed class RecordFuzzTests : IDisposable
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", ":", ",", "null", "true", "-1", "1e999", "NaN", "\"NaN\"",
        "99999999999999999999", "\\ud83d", "\\u0000", "\u0001", "\ud83d", "format_version", "\"format_version\":7,", "token_ids", "problem",
        "\n", "\r", "\t", "{\"a\":{\"a\":{\"a\":{", "split", "\"train\"", "kind", "\\", "\u202e", "𝔸",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Mutated_records_are_read_or_their_line_is_named()
    {
        var problem = new Problem { Id = "p-1", Source = "chains", Question = "2 + 2", Answer = "4", ReferenceSolution = "4\n" };
        string[] seeds =
        [
            JsonSerializer.Serialize(
                new MinedProblem { Problem = problem, Attempts = 4,
                    Correct = 1, Verdicts = new SortedDictionary<string, int> { ["wrong"] = 3 } }, RecordJson.Options),
            JsonSerializer.Serialize(
                new GradedSample { Policy = "base", ProblemId = "p-1", Sample = 3, TokenIds = [1, 2, 3],
                    FinishReason = FinishReason.Stop, Reward = 1, Verdict = "correct", WeightVersion = "base-1" }, RecordJson.Options),
        ];
        foreach (var text in Fuzzing.Of(seeds, Pieces))
        {
            File.WriteAllBytes(_folder["records"], Encoding.UTF8.GetBytes(text + "\n"));
            Read<MinedProblem>(text);
            Read<GradedSample>(text);
        }
    }

    private void Read<T>(string text)
    {
        try
        {
            Assert.NotNull(JsonLines.Read<T>(_folder["records"]).ToList());
        }
        catch (InterveneException fault)
        {
            Assert.Contains("records:", fault.Message, StringComparison.Ordinal);
        }
        catch (Exception fault)
        {
            Assert.Fail($"{fault.GetType().Name} for {text}\n{fault}");
        }
    }
}
