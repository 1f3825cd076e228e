using System.Text.Json;
using System.Text.Json.Nodes;

namespace Intervene.Remote.Fleets;

/// <summary>SGLang's <c>/generate</c>.</summary>
internal sealed class SglangDialect : IDialect
{
    public string Name => "sglang";

    public string SamplePath => "generate";

    public async Task<ServerFacts> FactsAsync(FleetServer server, string? model, CancellationToken cancellation)
    {
        var own = await server.GetAsync("get_model_info", cancellation).ConfigureAwait(false);
        var card = (await server.GetAsync("v1/models", cancellation).ConfigureAwait(false)).Get("data").First();
        var path = own.Get("model_path").Text() ?? throw new FleetFault("its /get_model_info has no model_path", isPassing: false);
        var context = card.Get("max_model_len").Whole() ?? throw new FleetFault("its /v1/models has no max_model_len", isPassing: false);
        var version = (await server.GetAsync("get_server_info", cancellation).ConfigureAwait(false)).Get("version").Text() ?? "";
        return new ServerFacts(version, card.Get("id").Text() ?? path, $"{path} {own.Get("weight_version").Text()}".Trim(), context);
    }

    public JsonObject Ask(SampleQuestion question, string model) => new()
    {
        ["input_ids"] = FleetJson.List(question.PromptIds),
        ["sampling_params"] = new JsonObject
        {
            ["max_new_tokens"] = question.MaxTokens,
            ["n"] = 1,
            ["sampling_seed"] = question.Seed,
            ["temperature"] = question.Sampling.Temperature,
            ["top_p"] = question.Sampling.TopP,
            ["top_k"] = question.Sampling.TopK == 0 ? -1 : question.Sampling.TopK,
            ["min_p"] = question.Sampling.MinP,
            ["repetition_penalty"] = 1.0,
            ["frequency_penalty"] = 0.0,
            ["presence_penalty"] = 0.0,
            ["min_new_tokens"] = 0,
            ["ignore_eos"] = false,
            ["stop"] = FleetJson.List(question.Sampling.Stop),
            ["stop_token_ids"] = FleetJson.List(question.StopIds),
            ["skip_special_tokens"] = true,
            ["no_stop_trim"] = false,
        },
        ["return_logprob"] = true,
        ["logprob_start_len"] = -1,
        ["top_logprobs_num"] = 0,
        ["stream"] = false,
    };

    public ServerAnswer Read(JsonElement answer)
    {
        var meta = answer.Get("meta_info");
        var finish = meta.Get("finish_reason");
        var type = finish.Get("type").Text();
        if (type is not ("stop" or "length"))
        {
            throw new FleetFault(
                type is null ? $"the answer is {FleetJson.Quote(answer)}; expected meta_info with a finish_reason" : $"the completion ended "
                    + $"with '{type}'", isPassing: true);
        }

        var ids = answer.Get("output_ids").Ids() ?? throw new FleetFault("the answer has no output_ids", isPassing: false);
        var triples = meta.Get("output_token_logprobs");
        return triples.ValueKind == JsonValueKind.Array && triples.GetArrayLength() == ids.Length
            ? new ServerAnswer(
                ids, [.. triples.EnumerateArray().Select(triple => triple.First().LogProb())], type == "stop", finish.Get("matched").Text())
            : throw new FleetFault($"the answer has {ids.Length} output_ids and not as many output_token_logprobs", isPassing: false);
    }

    public JsonObject Tokenize(string text, string model) => new() { ["model"] = model, ["prompt"] = text, ["add_special_tokens"] = false };
}
