using System.Text.Json.Nodes;
using Intervene.Completions;

namespace Intervene.Serving.Tests.Fleets;

/// <summary>A completion as a dialect writes it, with what a fault makes of it.</summary>
internal static class ScriptedAnswers
{
    public static JsonArray Ids(IEnumerable<int> ids) => [.. ids.Select(id => (JsonNode)id)];

    public static JsonObject Write(string dialect, Completion completion, bool isText, int promptTokens, string version, Fault fault)
    {
        var isStop = completion.FinishReason == FinishReason.Stop;
        var sampled = fault switch
        {
            Fault.CutCompletion => completion.TokenIds[..^1],
            Fault.ForeignToken => [100_000, .. completion.TokenIds[1..]],
            Fault.GoesOn => [263, .. completion.TokenIds[1..]],
            _ => completion.TokenIds,
        };
        isStop &= fault != Fault.CutCompletion;
        float[] logProbs =
            [.. completion.SamplerLogProbs.Take(sampled.Length).Select(value => fault == Fault.LostLogProb ? -9999f : value)];
        var ids = fault == Fault.NoTokenIds ? null : Ids(sampled);
        var read = fault == Fault.CutPrompt ? promptTokens - 1 : promptTokens;
        return dialect switch
        {
            "vllm" => new JsonObject
            {
                ["choices"] = new JsonArray(new JsonObject
                {
                    ["finish_reason"] = fault == Fault.Aborted ? "abort" : isStop ? "stop" : "length",
                    ["token_ids"] = ids,
                    ["logprobs"] = new JsonObject
                    {
                        ["token_logprobs"] = new JsonArray([.. logProbs.Select(value => (JsonNode)value)]),
                        ["top_logprobs"] =
                            new JsonArray([.. logProbs.Zip(sampled, (value, id) => (JsonNode)new JsonObject { [$"token_id:{id}"] = value })]),
                    },
                    ["stop_reason"] = isStop && isText ? "text" : null,
                }),
                ["usage"] = new JsonObject { ["prompt_tokens"] = read },
            },
            "sglang" => new JsonObject
            {
                ["output_ids"] = ids,
                ["meta_info"] = new JsonObject
                {
                    ["finish_reason"] = new JsonObject
                    {
                        ["type"] = fault == Fault.Aborted ? "abort" : isStop ? "stop" : "length",
                        ["matched"] = isStop && isText ? "text" : 263,
                    },
                    ["output_token_logprobs"] =
                        new JsonArray([.. logProbs.Zip(sampled, (value, id) => (JsonNode)new JsonArray(value, id, null))]),
                    ["output_top_logprobs"] =
                        new JsonArray([.. logProbs.Zip(sampled, (value, id) => (JsonNode)new JsonArray(new JsonArray(value, id, null)))]),
                    ["prompt_tokens"] = read,
                    ["weight_version"] = version,
                },
            },
            _ => new JsonObject
            {
                ["tokens"] = ids,
                ["stop_type"] = fault == Fault.Aborted ? "none" : !isStop ? "limit" : isText ? "word" : "eos",
                ["stopping_word"] = "text",
                ["truncated"] = false,
                ["tokens_evaluated"] = read,
                ["completion_probabilities"] =
                    new JsonArray([.. logProbs.Zip(sampled, (value, id) => (JsonNode)new JsonObject { ["id"] = id, ["logprob"] = value })]),
            },
        };
    }
}
