using System.Text.Json;
using Intervene.Serving.Hosting;
using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Models;

/// <summary><c>POST /v1/completions</c>: goes on from texts or from token ids.</summary>
internal static class CompletionCall
{
    private const int UsualMaxTokens = 16; // what OpenAI and vLLM take where a request does not say
    private static readonly HashSet<string> Known = new([.. SamplingReader.Fields, "prompt", "add_special_tokens"], StringComparer.Ordinal);

    public static async Task AnswerAsync(HttpContext context, ServedModel model, Answering answering)
    {
        SamplingRequest request;
        using (var body = await JsonBody.ReadAsync(context, context.RequestAborted).ConfigureAwait(false))
        {
            request = Read(body.RootElement, model);
        }

        await answering.AnswerAsync(context, request, new CompletionShape(model.Tokenizer, request)).ConfigureAwait(false);
    }

    private static SamplingRequest Read(JsonElement body, ServedModel model)
    {
        RequestFields.Check(body, Known);
        var logProbs = body.Whole("logprobs", 0, SamplingReader.MostAlternatives);
        return SamplingReader.Read(
            body, model, Prompts(body, model), body.Whole("max_tokens", 1, int.MaxValue) ?? UsualMaxTokens, logProbs is not null, logProbs ?? 0);
    }

    /// <summary>A text, texts, ids, or lists of ids.</summary>
    private static List<int[]> Prompts(JsonElement body, ServedModel model)
    {
        if (!body.TryGetProperty("prompt", out var prompt))
        {
            throw Wrong();
        }

        var addsSpecial = body.Flag("add_special_tokens") ?? true;
        int[] Text(JsonElement text) =>
            JsonFields.TextOf(text, "prompt") is var words && addsSpecial ? model.Tokenizer.EncodePlain(words) : model.Tokenizer.Encode(words);
        int[] Ids(JsonElement list) =>
            [.. list.EnumerateArray().Select(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number) ? number : throw Wrong())];
        return prompt.ValueKind switch
        {
            JsonValueKind.String => [Text(prompt)],
            JsonValueKind.Array when prompt.GetArrayLength() > 0 => prompt[0].ValueKind switch
            {
                JsonValueKind.String => [.. prompt.EnumerateArray().Select(Text)],
                JsonValueKind.Number => [Ids(prompt)],
                JsonValueKind.Array => [.. prompt.EnumerateArray().Select(list => list.ValueKind == JsonValueKind.Array ? Ids(list) : throw Wrong())],
                _ => throw Wrong(),
            },
            _ => throw Wrong(),
        };
    }

    private static RequestFault Wrong() =>
        RequestFault.Bad(
            "The field 'prompt' is no prompt: expected a text, a list of texts, a list of token ids, or a list of such lists.", "prompt");
}
