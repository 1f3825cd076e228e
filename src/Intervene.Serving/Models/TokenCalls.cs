using System.Text;
using System.Text.Json;
using Intervene.Serving.Hosting;
using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Models;

/// <summary><c>POST /tokenize</c> and <c>POST /detokenize</c>, as vLLM has them.</summary>
internal static class TokenCalls
{
    private static readonly HashSet<string> Tokenize = new(
        ["model", "prompt", "messages", "add_special_tokens", "return_token_strs", "add_generation_prompt", "chat_template_kwargs"],
        StringComparer.Ordinal);

    private static readonly HashSet<string> Detokenize = new(["model", "tokens"], StringComparer.Ordinal);

    public static async Task TokenizeAsync(HttpContext context, ServedModel model)
    {
        using var document = await JsonBody.ReadAsync(context, context.RequestAborted).ConfigureAwait(false);
        var body = document.RootElement;
        RequestFields.Check(body, Tokenize);
        SamplingReader.RequireModel(body, model);
        var ids = body.TryGetProperty("messages", out _)
            ? model.Render(ChatMessages.Read(body), body.Flag("add_generation_prompt") ?? true, ChatMessages.Variables(body))
            : body.Flag("add_special_tokens") == false ? model.Tokenizer.Encode(body.Text("prompt"))
                : model.Tokenizer.EncodePlain(body.Text("prompt"));
        var hasNames = body.Flag("return_token_strs") ?? false;
        await JsonReply.SendAsync(context.Response, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("count", ids.Length);
            writer.WriteNumber("max_model_len", model.Config.ContextLength);
            AnswerJson.Ids(writer, "tokens", ids);
            if (hasNames)
            {
                writer.WriteStartArray("token_strs");
                foreach (var id in ids)
                {
                    writer.WriteStringValue(Encoding.UTF8.GetString(model.Tokenizer.TokenBytes(id)));
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    public static async Task DetokenizeAsync(HttpContext context, ServedModel model)
    {
        using var document = await JsonBody.ReadAsync(context, context.RequestAborted).ConfigureAwait(false);
        var body = document.RootElement;
        RequestFields.Check(body, Detokenize);
        SamplingReader.RequireModel(body, model);
        int[] ids =
        [
            .. body.List("tokens").EnumerateArray().Select(
                id => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number) && number >= 0 && number < model.Config.VocabularySize
                ? number
                : throw RequestFault.Bad(
                    $"The field 'tokens' has what is no id of the model: expected whole numbers from 0 to "
                        + $"{model.Config.VocabularySize - 1}.", "tokens")),
        ];
        await JsonReply.SendAsync(context.Response, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("prompt", model.Tokenizer.Decode(ids));
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }
}
