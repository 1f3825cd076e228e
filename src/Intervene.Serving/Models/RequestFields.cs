using System.Text.Json;
using Intervene.Serving.Hosting;
using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Models;

/// <summary>
/// What becomes of a request's fields: those that are known are read; those that would change the result and are not implemented have to hold the
/// value that changes nothing; a short list is ignored; all others are refused.
/// </summary>
internal static class RequestFields
{
    /// <summary>Fields that change nothing of the result and are ignored.</summary>
    public static IReadOnlyList<string> Ignored { get; } =
    [
        "user", "metadata", "store", "service_tier", "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "parallel_tool_calls",
        "priority", "request_id", "session_id", "cache_salt",
    ];

    /// <summary>Fields that are not implemented, with the value that changes nothing; null is always one.</summary>
    public static IReadOnlyDictionary<string, string> Neutral { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["best_of"] = "1",
        ["echo"] = "false",
        ["suffix"] = "\"\"",
        ["frequency_penalty"] = "0",
        ["presence_penalty"] = "0",
        ["repetition_penalty"] = "1",
        ["length_penalty"] = "1",
        ["min_tokens"] = "0",
        ["ignore_eos"] = "false",
        ["bad_words"] = "[]",
        ["allowed_token_ids"] = "[]",
        ["logprob_token_ids"] = "[]",
        ["prompt_logprobs"] = "null",
        ["truncate_prompt_tokens"] = "null",
        ["spaces_between_special_tokens"] = "true",
        ["use_beam_search"] = "false",
        ["response_format"] = "{\"type\":\"text\"}",
        ["tools"] = "[]",
        ["tool_choice"] = "\"none\"",
        ["functions"] = "[]",
        ["function_call"] = "\"none\"",
        ["modalities"] = "[\"text\"]",
        ["continue_final_message"] = "false",
        ["top_logprobs"] = "0",
        ["guided_json"] = "null",
        ["guided_regex"] = "null",
        ["guided_choice"] = "null",
        ["guided_grammar"] = "null",
        ["structured_outputs"] = "null",
        ["chat_template"] = "null",
        ["documents"] = "null",
        ["reasoning_effort"] = "null",
        ["verbosity"] = "null",
        ["prediction"] = "null",
        ["audio"] = "null",
        ["web_search_options"] = "null",
        ["kv_transfer_params"] = "null",
        ["vllm_xargs"] = "null",
    };

    /// <summary>Refuses what is not known.</summary>
    /// <param name="body">The request.</param>
    /// <param name="known">The fields that the call reads.</param>
    /// <exception cref="RequestFault">A field would change the result and is not implemented, or is unknown.</exception>
    public static void Check(JsonElement body, IReadOnlySet<string> known)
    {
        foreach (var field in body.EnumerateObject())
        {
            if (known.Contains(field.Name) || Ignored.Contains(field.Name))
            {
                continue;
            }

            if (!Neutral.TryGetValue(field.Name, out var neutral))
            {
                throw new RequestFault(
                    StatusCodes.Status400BadRequest, $"The field '{Printable(field.Name)}' is unknown: expected "
                        + $"{string.Join(", ", known)}.", Printable(field.Name), "unknown_field");
            }

            if (field.Value.ValueKind != JsonValueKind.Null && !Equals(field.Value, neutral))
            {
                throw new RequestFault(
                    StatusCodes.Status400BadRequest, $"The field '{field.Name}' would change the result and is not implemented: leave it "
                        + $"out{(neutral == "null" ? "" : $" or set it to {neutral}")}.", field.Name, "unsupported_field");
            }
        }
    }

    private static bool Equals(JsonElement value, string neutral)
    {
        using var other = JsonDocument.Parse(neutral);
        return JsonElement.DeepEquals(value, other.RootElement);
    }

    /// <summary>What stands in a request, cut for a message.</summary>
    public static string Printable(string name) => name.Length > 80 ? name[..80] + "…" : name;
}
