using System.Text;
using System.Text.Json;
using Intervene.Text;

namespace Intervene.Serving.Models;

/// <summary>The parts that the answers of both calls share.</summary>
internal static class AnswerJson
{
    /// <summary>A token as log-probabilities name it.</summary>
    public static string TokenName(Tokenizer tokenizer, int token, SamplingRequest request) =>
        request.NamesTokensById ? FormattableString.Invariant($"token_id:{token}") : Encoding.UTF8.GetString(tokenizer.TokenBytes(token));

    /// <summary>Writes a list of ids.</summary>
    public static void Ids(Utf8JsonWriter writer, string name, IEnumerable<int> ids)
    {
        writer.WriteStartArray(name);
        foreach (var id in ids)
        {
            writer.WriteNumberValue(id);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes how many tokens came in and went out.</summary>
    public static void Usage(Utf8JsonWriter writer, int prompt, int completion)
    {
        writer.WriteStartObject("usage");
        writer.WriteNumber("prompt_tokens", prompt);
        writer.WriteNumber("completion_tokens", completion);
        writer.WriteNumber("total_tokens", prompt + completion);
        writer.WriteEndObject();
    }
}
