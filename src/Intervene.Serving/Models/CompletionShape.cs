using System.Text.Json;
using Intervene.Text;

namespace Intervene.Serving.Models;

/// <summary>Answers of <c>/v1/completions</c>, as OpenAI and vLLM write them.</summary>
internal sealed class CompletionShape(Tokenizer tokenizer, SamplingRequest request) : IAnswerShape
{
    public string IdPrefix => "cmpl-";

    public string Whole => "text_completion";

    public string Event => "text_completion";

    public void WriteBeside(Utf8JsonWriter writer)
    {
    }

    public void WriteChoice(Utf8JsonWriter writer, Choice choice) => WriteDelta(writer, choice, isFirst: true, offset: 0);

    public void WriteDelta(Utf8JsonWriter writer, Choice choice, bool isFirst, int offset)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index", choice.Index);
        writer.WriteString("text", choice.Text);
        if (request.HasLogProbs)
        {
            WriteLogProbs(writer, choice, offset);
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
            if (isFirst)
            {
                AnswerJson.Ids(writer, "prompt_token_ids", request.Prompts[choice.Index / request.SampleCount]);
            }
        }

        writer.WriteEndObject();
    }

    private void WriteLogProbs(Utf8JsonWriter writer, Choice choice, int offset)
    {
        var names = choice.Tokens.Select(token => AnswerJson.TokenName(tokenizer, token, request)).ToArray();
        writer.WriteStartObject("logprobs");
        writer.WriteStartArray("text_offset");
        foreach (var name in names)
        {
            writer.WriteNumberValue(offset);
            offset += name.Length;
        }

        writer.WriteEndArray();
        writer.WriteStartArray("token_logprobs");
        for (var i = 0; i < names.Length; i++)
        {
            writer.WriteNumberValue(choice.LogProb(i));
        }

        writer.WriteEndArray();
        writer.WriteStartArray("tokens");
        foreach (var name in names)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("top_logprobs");
        for (var i = 0; i < names.Length; i++)
        {
            WriteTop(writer, choice, i, names[i]);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>
    /// The most probable tokens and the sampled one, by their names; bytes within a character share a name, and all of it but one are named by id.
    /// </summary>
    private void WriteTop(Utf8JsonWriter writer, Choice choice, int position, string sampled)
    {
        var written = new HashSet<string>(StringComparer.Ordinal) { sampled };
        writer.WriteStartObject();
        writer.WriteNumber(sampled, choice.LogProb(position));
        foreach (var (token, logProb) in choice.AlternativesAt(position).Where(other => other.Token != choice.Tokens[position]))
        {
            var name = AnswerJson.TokenName(tokenizer, token, request);
            writer.WriteNumber(written.Add(name) ? name : FormattableString.Invariant($"token_id:{token}"), Choice.Written(logProb));
        }

        writer.WriteEndObject();
    }
}
