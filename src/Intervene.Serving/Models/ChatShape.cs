using System.Text.Json;
using Intervene.Text;

namespace Intervene.Serving.Models;

/// <summary>Answers of <c>/v1/chat/completions</c>, as OpenAI and vLLM write them.</summary>
internal sealed class ChatShape(Tokenizer tokenizer, SamplingRequest request) : IAnswerShape
{
    public string IdPrefix => "chatcmpl-";

    public string Whole => "chat.completion";

    public string Event => "chat.completion.chunk";

    public void WriteBeside(Utf8JsonWriter writer)
    {
        if (request.HasTokenIds)
        {
            AnswerJson.Ids(writer, "prompt_token_ids", request.Prompts[0]);
        }
    }

    public void WriteChoice(Utf8JsonWriter writer, Choice choice)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index", choice.Index);
        writer.WriteStartObject("message");
        writer.WriteString("role", "assistant");
        writer.WriteString("content", choice.Text);
        writer.WriteNull("refusal");
        writer.WriteEndObject();
        WriteEnd(writer, choice);
        writer.WriteEndObject();
    }

    public void WriteDelta(Utf8JsonWriter writer, Choice choice, bool isFirst, int offset)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index", choice.Index);
        writer.WriteStartObject("delta");
        if (isFirst)
        {
            writer.WriteString("role", "assistant");
        }

        writer.WriteString("content", choice.Text);
        writer.WriteEndObject();
        WriteEnd(writer, choice);
        writer.WriteEndObject();
    }

    private void WriteEnd(Utf8JsonWriter writer, Choice choice)
    {
        if (request.HasLogProbs)
        {
            WriteLogProbs(writer, choice);
        }
        else
        {
            writer.WriteNull("logprobs");
        }

        writer.WriteString("finish_reason", choice.FinishName);
        writer.WriteString("stop_reason", choice.StopText);
        if (request.HasTokenIds)
        {
            AnswerJson.Ids(writer, "token_ids", choice.Tokens);
        }
    }

    private void WriteLogProbs(Utf8JsonWriter writer, Choice choice)
    {
        writer.WriteStartObject("logprobs");
        writer.WriteStartArray("content");
        for (var i = 0; i < choice.Tokens.Count; i++)
        {
            writer.WriteStartObject();
            WriteToken(writer, choice.Tokens[i], choice.LogProb(i));
            writer.WriteStartArray("top_logprobs");
            foreach (var (token, logProb) in choice.AlternativesAt(i))
            {
                writer.WriteStartObject();
                WriteToken(writer, token, Choice.Written(logProb));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNull("refusal");
        writer.WriteEndObject();
    }

    private void WriteToken(Utf8JsonWriter writer, int token, double logProb)
    {
        writer.WriteString("token", AnswerJson.TokenName(tokenizer, token, request));
        writer.WriteNumber("logprob", logProb);
        AnswerJson.Ids(writer, "bytes", tokenizer.TokenBytes(token).ToArray().Select(b => (int)b));
    }
}
