using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Text;

namespace Intervene.Remote.Fleets;

/// <summary>
/// llama.cpp's <c>/completion</c>. It ends at the end tokens that its GGUF names; others cannot be sent. It gives no log-probs of tokens that end
/// within a character, nor of those of a stop text.
/// </summary>
/// <param name="tokenizer">The model's tokenizer, which tells where a character ends.</param>
internal sealed class LlamaCppDialect(Tokenizer tokenizer) : IDialect
{
    public string Name => "llama_cpp";

    public string SamplePath => "completion";

    public async Task<ServerFacts> FactsAsync(FleetServer server, string? model, CancellationToken cancellation)
    {
        var properties = await server.GetAsync("props", cancellation).ConfigureAwait(false);
        var context = properties.Get("default_generation_settings").Get("n_ctx").Whole()
            ?? throw new FleetFault("its /props has no default_generation_settings.n_ctx", isPassing: false);
        var path = properties.Get("model_path").Text() ?? "";
        return new ServerFacts(properties.Get("build_info").Text() ?? "", Path.GetFileName(path), path, "", context);
    }

    public JsonObject Ask(SampleQuestion question, string model)
    {
        var body = new JsonObject
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
            ["n_probs"] = Math.Max(1, question.TopLogProbs),
            ["post_sampling_probs"] = false,
            ["return_tokens"] = true,
            ["cache_prompt"] = true,
            ["stream"] = false,
        };
        if (question.Forced is { } forced)
        {
            body["logit_bias"] = new JsonArray(new JsonArray(forced, 100.0));
        }

        return body;
    }

    public ServerAnswer Read(JsonElement answer, SampleQuestion question)
    {
        var stop = answer.Get("stop_type").Text();
        if (stop is not ("eos" or "limit" or "word"))
        {
            throw new FleetFault($"the answer is {FleetJson.Quote(answer)}; expected a stop_type", isPassing: true);
        }

        var ids = answer.Get("tokens").Ids() ?? throw new FleetFault("the answer has no tokens", isPassing: false);
        var entries = LlamaCppEntries.Align(tokenizer, ids, [.. answer.Get("completion_probabilities").Items()], isTrimmed: stop == "word");
        return new ServerAnswer(
            ids, [.. entries.Select(entry => entry is { } given ? given.Get("logprob").LogProb() : float.NaN)], stop != "limit",
            stop == "word" ? answer.Get("stopping_word").Text() : null)
        {
            PromptTokens = answer.Get("tokens_evaluated").Whole(),
            TopLogProbs = question.TopLogProbs == 0 ? null : [.. entries.Select(entry => entry is { } given ? Top(given) : [])],
        };
    }

    public JsonObject Tokenize(string text, string model) => new() { ["content"] = text, ["add_special"] = false, ["parse_special"] = true };

    private static float[] Top(JsonElement entry)
    {
        var own = entry.Get("id").Whole();
        var top = entry.Get("top_logprobs").Items().ToList();
        return [.. top.Where(other => other.Get("id").Whole() != own).Append(entry).Select(other => other.Get("logprob").LogProb())];
    }
}
