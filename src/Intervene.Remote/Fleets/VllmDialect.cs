using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Intervene.Remote.Fleets;

/// <summary>vLLM's <c>/v1/completions</c>, with token ids in and out (0.10.2 and later).</summary>
internal sealed class VllmDialect : IDialect
{
    public string Name => "vllm";

    public string SamplePath => "v1/completions";

    public async Task<ServerFacts> FactsAsync(FleetServer server, string? model, CancellationToken cancellation)
    {
        var models = (await server.GetAsync("v1/models", cancellation).ConfigureAwait(false)).Get("data");
        var cards = models.ValueKind == JsonValueKind.Array ? models.EnumerateArray().ToArray() : [];
        var card = cards.FirstOrDefault(card => model is null || card.Get("id").Text() == model);
        if (card.Get("id").Text() is not { } name || card.Get("max_model_len").Whole() is not { } context)
        {
            throw new FleetFault(
                cards.Length == 0
                    ? "its /v1/models lists no model"
                    : $"its models are {string.Join(", ", cards.Select(c => FleetJson.Quote(c.Get("id"))))}, and "
                        + $"{(model is null ? "none has a max_model_len" : $"'{model}' with a max_model_len is not among them")}",
                isPassing: false);
        }

        var version = (await server.GetAsync("version", cancellation).ConfigureAwait(false)).Get("version").Text() ?? "";
        return new ServerFacts(version, name, card.Get("root").Text() ?? "", card.Get("weight_version").Text() ?? "", context);
    }

    public JsonObject Ask(SampleQuestion question, string model)
    {
        var body = new JsonObject
        {
            ["model"] = model,
            ["prompt"] = FleetJson.List(question.PromptIds),
            ["max_tokens"] = question.MaxTokens,
            ["n"] = 1,
            ["seed"] = question.Seed,
            ["temperature"] = question.Sampling.Temperature,
            ["top_p"] = question.Sampling.TopP,
            ["top_k"] = question.Sampling.TopK == 0 ? -1 : question.Sampling.TopK,
            ["min_p"] = question.Sampling.MinP,
            ["repetition_penalty"] = 1.0,
            ["frequency_penalty"] = 0.0,
            ["presence_penalty"] = 0.0,
            ["min_tokens"] = 0,
            ["ignore_eos"] = false,
            ["stop"] = FleetJson.List(question.Sampling.Stop),
            ["stop_token_ids"] = FleetJson.List(question.StopIds),
            ["skip_special_tokens"] = true,
            ["logprobs"] = question.TopLogProbs,
            ["return_tokens_as_token_ids"] = true,
            ["echo"] = false,
            ["stream"] = false,
            ["return_token_ids"] = true,
        };
        if (question.Forced is { } forced)
        {
            body["logit_bias"] = new JsonObject { [forced.ToString(CultureInfo.InvariantCulture)] = 100 };
        }

        return body;
    }

    public ServerAnswer Read(JsonElement answer, SampleQuestion question)
    {
        var choice = answer.Get("choices").First();
        var finish = choice.Get("finish_reason").Text();
        if (finish is not ("stop" or "length"))
        {
            throw new FleetFault(
                finish is null
                    ? $"the answer is {FleetJson.Quote(answer)}; expected choices with a finish_reason"
                    : $"the completion ended with '{FleetJson.Quote(finish)}'",
                isPassing: true);
        }

        var ids = choice.Get("token_ids").Ids() ?? throw new FleetFault(
            "the answer has no token_ids; expected a server that knows return_token_ids (vLLM 0.10.2 or later)", isPassing: false);
        var logProbs = choice.Get("logprobs");
        return new ServerAnswer(
            ids, FleetJson.LogProbs(logProbs.Get("token_logprobs"), ids, "token_logprobs"), finish == "stop", choice.Get("stop_reason").Text())
        {
            PromptTokens = answer.Get("usage").Get("prompt_tokens").Whole(),
            TopLogProbs = question.TopLogProbs == 0 ? null : FleetJson.Top(
                logProbs.Get("top_logprobs"), ids, position => position.Fields().Select(FleetJson.LogProb)),
        };
    }

    public JsonObject Tokenize(string text, string model) => new() { ["model"] = model, ["prompt"] = text, ["add_special_tokens"] = false };
}
