using System.ClientModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Models;

namespace Intervene.Serving.Tests.Models;

public class OpenAiClientTests(ChainsModel model)
{
    [Fact]
    public async Task The_official_client_chats_whole_and_in_events()
    {
        await using var server = await model.StartAsync(new() { ApiKey = "secret" });
        var chat = Official(server, "secret").GetChatClient("chains");
        var options = new ChatCompletionOptions { Temperature = 0, MaxOutputTokenCount = 100, IncludeLogProbabilities = true };
        var own = await model.CompleteAsync("58 *4 -19\n\n", new() { Temperature = 0, MaxTokens = 100 });
        ChatCompletion whole = await chat.CompleteChatAsync([new UserChatMessage("58 *4 -19")], options, TestContext.Current.CancellationToken);
        var text = model.Tokenizer.Decode(own.TokenIds, skipSpecialTokens: true);
        Assert.Equal(text, whole.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, whole.FinishReason);
        Assert.Equal(own.TokenIds.Length, whole.Usage.OutputTokenCount);
        Assert.Equal(own.SamplerLogProbs, whole.ContentTokenLogProbabilities.Select(token => token.LogProbability));

        var streamed = "";
        ChatTokenUsage? usage = null;
        await foreach (
            var update in chat.CompleteChatStreamingAsync([new UserChatMessage("58 *4 -19")], options, TestContext.Current.CancellationToken))
        {
            streamed += string.Concat(update.ContentUpdate.Select(part => part.Text));
            usage = update.Usage ?? usage;
        }

        Assert.Equal(text, streamed);
        Assert.Equal(own.TokenIds.Length, usage!.OutputTokenCount);
    }

    [Fact]
    public async Task The_official_client_reads_the_most_probable_tokens_and_biases_logits()
    {
        await using var server = await model.StartAsync(new() { ApiKey = "secret" });
        var chat = Official(server, "secret").GetChatClient("chains");
        var options = new ChatCompletionOptions
        {
            Temperature = 0,
            MaxOutputTokenCount = 20,
            IncludeLogProbabilities = true,
            TopLogProbabilityCount = 5
        };
        ChatCompletion free = await chat.CompleteChatAsync([new UserChatMessage("58 *4 -19")], options, TestContext.Current.CancellationToken);
        Assert.All(free.ContentTokenLogProbabilities, token =>
        {
            Assert.Equal(5, token.TopLogProbabilities.Count);
            Assert.Equal((token.Token, token.LogProbability), (token.TopLogProbabilities[0].Token, token.TopLogProbabilities[0].LogProbability));
            Assert.Equal(token.TopLogProbabilities.OrderByDescending(top => top.LogProbability), token.TopLogProbabilities);
        });
        options.LogitBiases[55] = 100; // the token "7"
        ChatCompletion biased = await chat.CompleteChatAsync([new UserChatMessage("58 *4 -19")], options, TestContext.Current.CancellationToken);
        Assert.Equal(new string('7', 20), biased.Content[0].Text);
        Assert.All(biased.ContentTokenLogProbabilities, token => Assert.InRange(token.LogProbability, -1e-6, 0));
    }

    [Fact]
    public async Task The_official_client_of_node_completes_chats_streams_and_reads_log_probs()
    {
        var packages = Environment.GetEnvironmentVariable("INTERVENE_NPM");
        Assert.SkipUnless(
            packages is not null && Directory.Exists(Path.Combine(packages, "node_modules", "openai")),
            "INTERVENE_NPM names no folder in which `npm install openai` was done");
        await using var server = await model.StartAsync(new() { ApiKey = "secret" });
        var script = Path.Combine(packages!, $"intervene-{Guid.NewGuid():N}.mjs"); // modules are looked for from where it stands
        try
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Models", "openai.mjs"), script);
            using var node = Process.Start(new ProcessStartInfo("node", [script, new Uri(server.Url, "v1").ToString()])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true
            })!;
            var faults = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var json = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await node.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(node.ExitCode == 0, await faults);
            var said = JsonNode.Parse(json)!;
            var own = await model.CompleteAsync("58 *4 -19\n\n", new() { Temperature = 0, MaxTokens = 100 });
            var text = model.Tokenizer.Decode(own.TokenIds, skipSpecialTokens: true);
            Assert.Equal((text, text, text), ((string)said["completed"]!, (string)said["chatted"]!, (string)said["streamed"]!));
            Assert.Equal(own.TokenIds, CompletionTests.Ids(said["ids"]));
            Assert.Equal(own.SamplerLogProbs, said["logProbs"]!.AsArray().Select(value => (float)(double)value!));
            Assert.Equal(own.TokenIds.Length, (int)said["tokens"]!);
            Assert.Equal(3, (int)said["alternatives"]!);
            Assert.Equal("777", (string)said["biased"]!);
            Assert.Equal((400, "temprature"), ((int)said["status"]!, (string)said["field"]!));
        }
        finally
        {
            File.Delete(script);
        }
    }

    [Fact]
    public async Task The_official_client_lists_models_and_understands_errors()
    {
        await using var server = await model.StartAsync(new() { ApiKey = "secret" });
        OpenAIModelCollection models = await Official(server, "secret").GetOpenAIModelClient().GetModelsAsync(TestContext.Current.CancellationToken);
        Assert.Equal("chains", Assert.Single(models).Id);
        var wrong =
            await Assert.ThrowsAsync<ClientResultException>(
                () => Official(server, "wrong").GetOpenAIModelClient().GetModelsAsync(TestContext.Current.CancellationToken));
        Assert.Equal(401, wrong.Status);
        var other =
            await Assert.ThrowsAsync<ClientResultException>(() => Official(server, "secret").GetChatClient("gpt").CompleteChatAsync(
                [new UserChatMessage("1")], cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(404, other.Status);
        Assert.Contains("'chains'", other.Message, StringComparison.Ordinal);
    }

    private static OpenAIClient Official(Client server, string key) =>
        new(new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri(server.Url, "v1") });
}
