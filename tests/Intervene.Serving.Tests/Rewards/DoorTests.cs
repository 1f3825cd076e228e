using System.Net;
using System.Text.Json;

namespace Intervene.Serving.Tests.Rewards;

public class DoorTests
{
    [Fact]
    public async Task A_batch_gets_a_result_a_row_and_a_bad_row_fails_alone()
    {
        await using var client = await RewardServers.StartAsync();
        var (status, body) = await client.PostAsync("/v1/verify", """
            {"rows":[
              {"id":"a","gold":"1/2","response":"so \\boxed{0.5}"},
              {"id":[7],"gold":18,"response":"\\boxed{17}"},
              {"gold":"1","response":"I do not know"},
              {"gold":"1","response":"\\boxed{1+}"},
              {"gold":" ","response":"\\boxed{1}"},
              {"gold":"1","respons":"\\boxed{1}"},
              {"gold":null,"response":"\\boxed{1}"},
              {"gold":"1","response":"\ud800 \\boxed{1}"},
              {"gold":"1","response":"\\boxed{1}","finish_reason":"abort"},
              {"response":"\\boxed{1}"},
              "row"
            ]}
            """);
        Assert.Equal(HttpStatusCode.OK, status);
        var results = body["results"]!.AsArray();
        Assert.Equal(
            ["correct", "wrong", "no_answer", "unparsable", .. Enumerable.Repeat("bad_row", 7)],
            results.Select(result => (string)result!["verdict"]!));
        Assert.Equal([1.0, 0.0, 0.0, 0.0, .. Enumerable.Repeat<double?>(null, 7)], results.Select(result => (double?)result!["reward"]));
        Assert.All(results, result => Assert.NotEqual("", (string)result!["reason"]!));
        Assert.Equal("a", (string)results[0]!["id"]!);
        Assert.Equal("[7]", results[1]!["id"]!.ToJsonString());
        Assert.Equal("""{"bad_row":7,"correct":1,"no_answer":1,"unparsable":1,"wrong":1}""", body["counts"]!.ToJsonString());
        Assert.Contains("intervene_verdicts_total{verdict=\"bad_row\"} 7", await client.GetAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_batch_keeps_its_order_on_all_cores()
    {
        await using var client = await RewardServers.StartAsync();
        var rows = Enumerable.Range(0, 3000).Select(i => new { id = i, gold = i.ToString(), response = $"\\boxed{{{i - (i % 2)}}}" });
        var (_, body) = await client.PostAsync("/v1/verify", JsonSerializer.Serialize(new { rows }));
        Assert.All(
            body["results"]!.AsArray(), (result, i) => Assert.Equal((i, i % 2 == 0 ? 1.0 : 0.0), ((int)result!["id"]!, (double)result["reward"]!)));
    }

    [Fact]
    public async Task OpenRlhf_gets_rewards_and_the_prompt_is_no_answer()
    {
        await using var client = await RewardServers.StartAsync();
        var (status, body) = await client.PostAsync("/openrlhf", """
            {"query":["Say \\boxed{2}. A: \\boxed{2}<|im_end|>","Say \\boxed{2}. A: no</s>","other"],
             "prompts":["Say \\boxed{2}. A:","Say \\boxed{2}. A:","Say"],"labels":["2","2","2"]}
            """);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("[1,0,null]", body["rewards"]!.ToJsonString());
        Assert.Equal("[1,0,null]", body["scores"]!.ToJsonString());
        Assert.Equal("{}", body["extra_logs"]!.ToJsonString());
        Assert.Equal("""["correct","no_answer","bad_row"]""", body["verdicts"]!.ToJsonString());
        Assert.Contains("begin with its prompt", (string)body["reasons"]![2]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenRlhf_lists_of_unequal_length_are_refused()
    {
        await using var client = await RewardServers.StartAsync();
        var (status, body) = await client.PostAsync("/openrlhf", """{"query":["a"],"prompts":["a"],"labels":[]}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("1, 1 and 0 rows", (string)body["error"]!["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"prompt":"q","response":"\\boxed{2}","label":2}""", 200, "correct")]
    [InlineData("""{"prompt":"q","response":"\\boxed{3}","label":"2"}""", 200, "wrong")]
    [InlineData("""{"prompt":"q","response":"\\boxed{3}","label":{"gold":"2"}}""", 400, "bad_row")]
    [InlineData("""{"prompt":"q","response":"\\boxed{3}"}""", 400, "bad_row")]
    public async Task Slime_gets_an_object_or_an_error(string json, int status, string verdict)
    {
        await using var client = await RewardServers.StartAsync();
        var (found, body) = await client.PostAsync("/slime", json);
        Assert.Equal(status, (int)found);
        Assert.Equal(verdict, (string)(body["verdict"] ?? body["error"]!["code"])!);
        Assert.Equal(status == 200, body["reward"] is not null);
    }

    [Theory]
    [InlineData("""{"prediction":"\\boxed{2}","gold":"$2$","strict":true,"max_prediction_length":1000}""", "correct")]
    [InlineData("""{"prediction":"\\boxed{3}","gold":"2"}""", "wrong")]
    [InlineData("""{"prediction":"3","gold":"2"}""", "no_answer")]
    [InlineData("""{"prediction":"\\boxed{2}     ","gold":"2","strict":true,"max_prediction_length":9}""", "unparsable")]
    [InlineData("""{"prediction":"\\boxed{(1,2)}","gold":"\\{1,2\\}","strict":true}""", "wrong")]
    [InlineData("""{"prediction":"\\boxed{(1,2)}","gold":"\\{1,2\\}","strict":false}""", "correct")]
    public async Task PipelineRl_gets_one_of_its_statuses(string json, string expected)
    {
        await using var client = await RewardServers.StartAsync();
        var (status, body) = await client.PostAsync("/verify_answer", json);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(expected, (string)body["answer_status"]!);
        Assert.Equal("""{"status":"ok"}""", await client.GetAsync("/health"));
    }

    [Theory]
    [InlineData("""{"gold":"2"}""", "prediction")]
    [InlineData("""{"prediction":"2","gold":[2]}""", "gold")]
    [InlineData("""{"prediction":"2","gold":"2","strict":"yes"}""", "strict")]
    [InlineData("""{"prediction":"2","gold":"2","max_prediction_length":0}""", "max_prediction_length")]
    public async Task PipelineRl_raises_on_a_row_that_cannot_be_read(string json, string field)
    {
        await using var client = await RewardServers.StartAsync();
        var (status, body) = await client.PostAsync("/verify_answer", json);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"'{field}'", (string)body["error"]!["message"]!, StringComparison.Ordinal);
    }
}
