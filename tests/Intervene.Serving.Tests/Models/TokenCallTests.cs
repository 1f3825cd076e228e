using System.Net;
using System.Text.Json.Nodes;

namespace Intervene.Serving.Tests.Models;

public class TokenCallTests(ChainsModel model)
{
    [Fact]
    public async Task Texts_become_ids_and_ids_texts()
    {
        await using var client = await model.StartAsync();
        var (_, body) = await client.PostAsync("/tokenize", """{"prompt":"58 é","return_token_strs":true}""");
        Assert.Equal(model.Tokenizer.EncodePlain("58 é"), CompletionTests.Ids(body["tokens"]));
        Assert.Equal(((int)body["count"]!, 512), (body["tokens"]!.AsArray().Count, (int)body["max_model_len"]!));
        Assert.Equal(body["tokens"]!.AsArray().Count, body["token_strs"]!.AsArray().Count);
        var (_, back) = await client.PostAsync("/detokenize", $"{{\"tokens\":{body["tokens"]!.ToJsonString()}}}");
        Assert.Equal("58 é", (string)back["prompt"]!);
        var (_, chat) =
            await client.PostAsync(
                "/tokenize", """{"messages":[{"role":"user","content":[{"type":"text","text":"58"},{"type":"text","text":"*4"}]}]}""");
        Assert.Equal(model.Tokenizer.Encode("58\n*4\n\n"), CompletionTests.Ids(chat["tokens"]));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/detokenize", """{"tokens":[9999]}""")).Status);
    }

    [Fact]
    public async Task The_model_its_version_and_its_health_are_said()
    {
        await using var client = await model.StartAsync();
        var card = JsonNode.Parse(await client.GetAsync("/v1/models"))!["data"]![0]!;
        Assert.Equal(("chains", 512, "served"), ((string)card["id"]!, (int)card["max_model_len"]!, (string)card["weight_version"]!));
        Assert.Equal(card["root"]!.ToJsonString(), JsonNode.Parse(await client.GetAsync("/v1/models/chains"))!["root"]!.ToJsonString());
        Assert.Contains("\"version\":", await client.GetAsync("/version"), StringComparison.Ordinal);
        Assert.Contains("ok", await client.GetAsync("/health"), StringComparison.Ordinal);
        await client.PostAsync("/v1/completions", """{"prompt":"1","max_tokens":5,"temperature":0}""");
        Assert.Contains("intervene_prompt_tokens_total 1\n", await client.GetAsync("/metrics"), StringComparison.Ordinal);
    }
}
