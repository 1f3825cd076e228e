using System.ClientModel;
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
