using System.Net;
using Intervene.Serving.Models;

namespace Intervene.Serving.Tests.Models;

public class RefusalTests(ChainsModel model)
{
    [Theory]
    [InlineData("""{"prompt":"1","model":"other"}""", 404, "model", "'chains'")]
    [InlineData("""{"prompt":"1","temprature":0}""", 400, "temprature", "unknown")]
    [InlineData("""{"prompt":"1","frequency_penalty":0.5}""", 400, "frequency_penalty", "set it to 0")]
    [InlineData("""{"prompt":"1","logit_bias":{"264":1}}""", 400, "logit_bias", "\"0\" to \"263\"")]
    [InlineData("""{"prompt":"1","logit_bias":{"-1":1}}""", 400, "logit_bias", "\"0\" to \"263\"")]
    [InlineData("""{"prompt":"1","logit_bias":{"a\u001bb":1}}""", 400, "logit_bias", "\"0\" to \"263\"")]
    [InlineData("""{"prompt":"1","logit_bias":{"5":1,"05":2}}""", 400, "logit_bias", "each once")]
    [InlineData("""{"prompt":"1","logit_bias":{"5":100.5}}""", 400, "logit_bias", "from -100 to 100")]
    [InlineData("""{"prompt":"1","logit_bias":{"5":"1"}}""", 400, "logit_bias", "from -100 to 100")]
    [InlineData("""{"prompt":"1","logit_bias":[5]}""", 400, "logit_bias", "an object")]
    [InlineData("""{"prompt":"1","top_logprobs":3}""", 400, "top_logprobs", "would change")]
    [InlineData("""{"prompt":"1","prompt_logprobs":1}""", 400, "prompt_logprobs", "leave it out.")]
    [InlineData("""{"prompt":"1","stop_token_ids":[5]}""", 400, "stop_token_ids", "some of 263")]
    [InlineData("""{"prompt":"1","logprobs":21}""", 400, "logprobs", "from 0 to 20")]
    [InlineData("""{"prompt":"1","logprobs":-1}""", 400, "logprobs", "from 0 to 20")]
    [InlineData("""{"prompt":"1","logprobs":true}""", 400, "logprobs", "from 0 to 20")]
    [InlineData("""{"prompt":"1","n":0}""", 400, "n", "from 1 to 1024")]
    [InlineData("""{"prompt":["1","2"],"n":1000}""", 400, "n", "1024 completions")]
    [InlineData("""{"prompt":"1","temperature":-1}""", 400, "temperature", "from 0 to 100")]
    [InlineData("""{"prompt":"1","temperature":"hot"}""", 400, "temperature", "is a text")]
    [InlineData("""{"prompt":"1","top_p":0}""", 400, "top_p", "above 0")]
    [InlineData("""{"prompt":"1","top_k":-2}""", 400, "top_k", "at least -1")]
    [InlineData("""{"prompt":"1","seed":1.5}""", 400, "seed", "64 bits")]
    [InlineData("""{"prompt":"1","max_tokens":0}""", 400, "max_tokens", "at least 1")]
    [InlineData("""{"prompt":"1","max_tokens":512}""", 400, "input_tokens", "context length is only 512")]
    [InlineData("""{"prompt":"1","stop":["a",""]}""", 400, "stop", "1 to 256 characters")]
    [InlineData("""{"prompt":"1","stream":1}""", 400, "stream", "true or false")]
    [InlineData("""{"prompt":[264]}""", 400, "prompt", "from 0 to 263")]
    [InlineData("""{"prompt":[-1]}""", 400, "prompt", "from 0 to 263")]
    [InlineData("""{"prompt":[[1],"2"]}""", 400, "prompt", "no prompt")]
    [InlineData("""{"prompt":[1.5]}""", 400, "prompt", "no prompt")]
    [InlineData("""{"prompt":[]}""", 400, "prompt", "no prompt")]
    [InlineData("""{"prompt":""}""", 400, "prompt", "no token")]
    [InlineData("""{"prompt":"\ud800"}""", 400, "prompt", "half a surrogate")]
    [InlineData("""{"max_tokens":5}""", 400, "prompt", "no prompt")]
    public async Task A_completion_that_cannot_be_as_asked_is_refused_by_name(string json, int status, string field, string part)
    {
        await using var client = await model.StartAsync();
        var (found, body) = await client.PostAsync("/v1/completions", json);
        Assert.Equal((status, field), ((int)found, (string)body["error"]!["param"]!));
        Assert.Contains(part, (string)body["error"]!["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "at least one message")]
    [InlineData("""{"messages":[{"content":"x"}]}""", "with a role")]
    [InlineData("""{"messages":[{"role":"system","content":"x"}]}""", "no system message")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"http://a"}}]}]}""", "no text")]
    [InlineData("""{"messages":[{"role":"user","content":"\udc00"}]}""", "half a surrogate")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"tools":[{"type":"function"}]}""", "'tools' would change")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_object"}}""", "'response_format' would change")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"top_logprobs":3}""", "\"logprobs\": true beside it")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"logprobs":true,"top_logprobs":21}""", "from 0 to 20")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"chat_template":"{{ 1 }}"}""", "'chat_template' would change")]
    public async Task A_chat_that_cannot_be_as_asked_is_refused(string json, string part)
    {
        await using var client = await model.StartAsync();
        var (found, body) = await client.PostAsync("/v1/chat/completions", json);
        Assert.Equal(HttpStatusCode.BadRequest, found);
        Assert.Contains(part, (string)body["error"]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changes_nothing_is_taken()
    {
        await using var client = await model.StartAsync();
        var ignored = string.Concat(RequestFields.Ignored.Select(field => $",\"{field}\":\"x\""));
        var neutral = string.Concat(RequestFields.Neutral.Select(field => $",\"{field.Key}\":{field.Value}"));
        var nulls = ",\"stop_token_ids\":[263],\"seed\":null,\"stop\":null,\"n\":null,\"temperature\":null,\"stream\":null";
        var (status, body) = await client.PostAsync("/v1/completions", $"{{\"prompt\":\"1\"{ignored}{neutral}{nulls}}}");
        Assert.True(status == HttpStatusCode.OK, body.ToJsonString());
        Assert.Equal(16, (int)body["usage"]!["completion_tokens"]!);
    }

    [Fact]
    public async Task More_than_it_lets_in_is_told_to_come_back_and_is_let_in_later()
    {
        await using var client = await model.StartAsync(mostCompletions: 4);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/v1/completions", """{"prompt":"1","n":5}""")).Status);
        using var first =
            new HttpRequestMessage(HttpMethod.Post, "/v1/completions")
            {
                Content = new StringContent(
                """{"prompt":"1","n":4,"max_tokens":500,"stream":true,"temperature":100}""")
            };
        using var stream = await client.Http.SendAsync(first, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var second =
            await client.Http.PostAsync("/v1/completions", new StringContent("""{"prompt":"1"}"""), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), second.Headers.RetryAfter!.Delta);
        stream.Dispose(); // hangs up: its places are free again
        while ((await client.PostAsync("/v1/completions", """{"prompt":"1","n":4}""")).Status != HttpStatusCode.OK)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
