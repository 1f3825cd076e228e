using System.Text.Json;
using System.Text.Json.Nodes;

namespace Intervene.Remote.Fleets;

/// <summary>llama.cpp's <c>/completion</c>. It ends at the end tokens that its GGUF names; others cannot be sent.</summary>
internal sealed class LlamaCppDialect : IDialect
{
    public string Name => "llama_cpp";

    public string SamplePath => "completion";

    public async Task<ServerFacts> FactsAsync(FleetServer server, string? model, CancellationToken cancellation)
    {
        var properties = await server.GetAsync("props", cancellation).ConfigureAwait(false);
        var context = properties.Get("default_generation_settings").Get("n_ctx").Whole()
            ?? throw new FleetFault("its /props has no default_generation_settings.n_ctx", isPassing: false);
        var path = properties.Get("model_path").Text() ?? "";
        return new ServerFacts(properties.Get("build_info").Text() ?? "", Path.GetFileName(path), path, context);
    }

    public JsonObject Ask(SampleQuestion question, string model) => new()
    {
        ["prompt"] = FleetJson.List(question.PromptIds),
        ["n_predict"] = question.MaxTokens,
        ["seed"] = question.Seed,
        ["temperature"] = question.Sampling.Temperature,
        ["top_p"] = question.Sampling.TopP,
        ["top_k"] = question.Sampling.TopK,
        ["min_p"] = question.Sampling.MinP,
        ["repeat_penalty"] = 1.0,
        ["frequency_penalty"] = 0.0,
        ["presence_penalty"] = 0.0,
        ["typical_p"] = 1.0,
        ["dry_multiplier"] = 0.0,
        ["xtc_probability"] = 0.0,
        ["mirostat"] = 0,
        ["samplers"] = FleetJson.List(["temperature", "top_k", "top_p", "min_p"]),
        ["ignore_eos"] = false,
        ["stop"] = FleetJson.List(question.Sampling.Stop),
        ["n_probs"] = 1,
        ["post_sampling_probs"] = false,
        ["return_tokens"] = true,
        ["cache_prompt"] = true,
        ["stream"] = false,
    };

    public ServerAnswer Read(JsonElement answer)
    {
        var stop = answer.Get("stop_type").Text();
        if (answer.Get("truncated").ValueKind == JsonValueKind.True)
        {
            throw new FleetFault("the server cut the prompt or the completion to its context", isPassing: false);
        }

        if (stop is not ("eos" or "limit" or "word"))
        {
            throw new FleetFault($"the answer is {FleetJson.Quote(answer)}; expected a stop_type", isPassing: true);
        }

        var ids = answer.Get("tokens").Ids() ?? throw new FleetFault("the answer has no tokens", isPassing: false);
        var probabilities = answer.Get("completion_probabilities");
        return probabilities.ValueKind == JsonValueKind.Array && probabilities.GetArrayLength() == ids.Length
            ? new ServerAnswer(
                ids, [.. probabilities.EnumerateArray().Select(entry => entry.Get("logprob").LogProb())], stop != "limit", stop == "word"
                    ? answer.Get("stopping_word").Text() : null)
            : throw new FleetFault($"the answer has {ids.Length} tokens and not as many completion_probabilities", isPassing: false);
    }

    public JsonObject Tokenize(string text, string model) => new() { ["content"] = text, ["add_special"] = false, ["parse_special"] = true };
}
