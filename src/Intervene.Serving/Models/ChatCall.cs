using System.Text.Json;
using Intervene.Serving.Hosting;
using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Models;

/// <summary><c>POST /v1/chat/completions</c>: the next message of a conversation, rendered by the model's own chat template.</summary>
internal static class ChatCall
{
    private static readonly HashSet<string> Known = new(
        [.. SamplingReader.Fields, "messages", "max_completion_tokens", "top_logprobs", "add_generation_prompt", "chat_template_kwargs"],
        StringComparer.Ordinal);

    public static async Task AnswerAsync(HttpContext context, ServedModel model, Answering answering)
    {
        SamplingRequest request;
        using (var body = await JsonBody.ReadAsync(context, context.RequestAborted).ConfigureAwait(false))
        {
            request = Read(body.RootElement, model);
        }

        await answering.AnswerAsync(context, request, new ChatShape(model.Tokenizer, request)).ConfigureAwait(false);
    }

    private static SamplingRequest Read(JsonElement body, ServedModel model)
    {
        RequestFields.Check(body, Known);
        var prompt = model.Render(ChatMessages.Read(body), body.Flag("add_generation_prompt") ?? true, ChatMessages.Variables(body));
        var maxTokens = body.Whole("max_completion_tokens", 1, int.MaxValue) ?? body.Whole("max_tokens", 1, int.MaxValue);
        var hasLogProbs = body.Flag("logprobs") ?? false;
        var alternatives = body.Whole("top_logprobs", 0, SamplingReader.MostAlternatives) ?? 0;
        return hasLogProbs || alternatives == 0
            ? SamplingReader.Read(body, model, [prompt], maxTokens, hasLogProbs, alternatives)
            : throw RequestFault.Bad(
                $"The field 'top_logprobs' is {alternatives} without 'logprobs': expected \"logprobs\": true beside it.", "top_logprobs");
    }
}
