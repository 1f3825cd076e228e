using System.Text.Json.Nodes;
using Intervene.Cli.Commands;
using Intervene.Text;

namespace Intervene.Cli.Tests.Commands;

public sealed class ScoreCommandTests : IDisposable
{
    private static readonly string Chains = Path.Combine(AppContext.BaseDirectory, "models", "chains");
    private readonly string _folder = Directory.CreateTempSubdirectory("intervene-").FullName;

    [Fact]
    public void Ids_prompts_and_texts_give_the_same_scores()
    {
        var tokenizer = Tokenizer.Load(Chains);
        var (prompt, completion) = ("58 *4 -19\n\n", "58*4=232\n\n");
        int[] ids = [.. tokenizer.Encode(prompt), .. tokenizer.Encode(completion)];
        var from = tokenizer.Encode(prompt).Length;
        var rows = Score(
            new JsonObject { ["ids"] = Ids(ids), ["note"] = "kept" },
            new JsonObject { ["prompt"] = prompt, ["completion"] = completion },
            new JsonObject { ["prompt"] = Ids(ids[..from]), ["completion"] = Ids(ids[from..]) });
        var whole = Numbers(rows[0], "logprobs");
        Assert.Equal("kept", rows[0]["note"]!.GetValue<string>());
        Assert.Equal((ids.Length - 1, ids.Length - 1), (whole.Length, Numbers(rows[0], "entropy").Length));
        Assert.All(whole, p => Assert.InRange(p, double.MinValue, 0));
        foreach (var row in rows[1..])
        {
            var part = Numbers(row, "logprobs");
            Assert.Equal(whole[(from - 1)..].Length, part.Length);
            Assert.All(whole[(from - 1)..].Zip(part), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
            Assert.Equal(-part.Average(), row["mean_nll"]!.GetValue<double>(), 1e-6);
        }
    }

    [Fact]
    public void A_single_token_has_no_score()
    {
        var row = Score(new JsonObject { ["ids"] = Ids([5]) })[0];
        Assert.Empty(Numbers(row, "logprobs"));
        Assert.Null(row["mean_nll"]);
    }

    [Theory]
    [InlineData("{\"ids\":[1,2]}\n{\"ids\":[]}", ":2", "at least one token")]
    [InlineData("{\"ids\":[1,900000]}", ":1", "900000")]
    [InlineData("{\"ids\":[1,\"2\"]}", ":1", "array of token ids")]
    [InlineData("{\"prompt\":\"1\"}", ":1", "\"completion\" is missing")]
    public void A_row_that_cannot_be_scored_is_named(string rows, params string[] parts)
    {
        File.WriteAllText(At("in.jsonl"), rows);
        var message = Assert.Throws<InterveneException>(() => ScoreCommand.Run(Chains, At("in.jsonl"), At("out.jsonl"))).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.False(File.Exists(At("out.jsonl")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private JsonObject[] Score(params JsonObject[] rows)
    {
        File.WriteAllLines(At("in.jsonl"), rows.Select(row => row.ToJsonString()));
        Assert.Equal(rows.Length, ScoreCommand.Run(Chains, At("in.jsonl"), At("out.jsonl")));
        return [.. File.ReadLines(At("out.jsonl")).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    private string At(string name) => Path.Combine(_folder, name);

    private static JsonArray Ids(int[] ids) => [.. ids.Select(id => JsonValue.Create(id))];

    private static double[] Numbers(JsonObject row, string key) => [.. row[key]!.AsArray().Select(value => value!.GetValue<double>())];
}
