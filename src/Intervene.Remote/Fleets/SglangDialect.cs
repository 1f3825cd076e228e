using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Pipeline.Engines;

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
        var name = card.Get("id").Text() ?? path;
        if (model is not null && model != name)
        {
            throw new FleetFault($"its model is {FleetJson.Quote(name)}, and not '{model}'", isPassing: false);
        }

        var version = (await server.GetAsync("get_server_info", cancellation).ConfigureAwait(false)).Get("version").Text() ?? "";
        return new ServerFacts(version, name, path, own.Get("weight_version").Text() ?? "", context);
    }

    public JsonObject Ask(SampleQuestion question, string model)
    {
        var sampling = new JsonObject
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
        };
        if (question.Forced is { } forced)
        {
            sampling["logit_bias"] = new JsonObject { [forced.ToString(CultureInfo.InvariantCulture)] = 100.0 };
        }

        return new JsonObject
        {
            ["input_ids"] = FleetJson.List(question.PromptIds),
            ["sampling_params"] = sampling,
            ["return_logprob"] = true,
            ["logprob_start_len"] = -1,
            ["top_logprobs_num"] = question.TopLogProbs,
            ["stream"] = false,
        };
    }

    public ServerAnswer Read(JsonElement answer, SampleQuestion question)
    {
        var meta = answer.Get("meta_info");
        var finish = meta.Get("finish_reason");
        var type = finish.Get("type").Text();
        if (type is not ("stop" or "length"))
        {
            throw new FleetFault(
                type is null
                    ? $"the answer is {FleetJson.Quote(answer)}; expected meta_info with a finish_reason"
                    : $"the completion ended with '{FleetJson.Quote(type)}'",
                isPassing: true);
        }

        var ids = answer.Get("output_ids").Ids() ?? throw new FleetFault("the answer has no output_ids", isPassing: false);
        var triples = meta.Get("output_token_logprobs");
        return new ServerAnswer(
            ids, FleetJson.LogProbs(triples, ids, "output_token_logprobs", triple => triple.First()), type == "stop", finish.Get("matched").Text())
        {
            PromptTokens = meta.Get("prompt_tokens").Whole(),
            WeightVersion = meta.Get("weight_version").Text(),
            TopLogProbs = question.TopLogProbs == 0 ? null : FleetJson.Top(
                meta.Get("output_top_logprobs"), ids, position => position.Items().Select(triple => triple.First().LogProb())),
        };
    }

    public JsonObject Tokenize(string text, string model) => new() { ["model"] = model, ["prompt"] = text, ["add_special_tokens"] = false };

    public (string Path, JsonObject Body)? Load(SampledPolicy policy) => ("update_weights_from_disk", new JsonObject
    {
        ["model_path"] = Path.GetFullPath(policy.Directory),
        ["weight_version"] = policy.Version,
        ["abort_all_requests"] = false,
        ["flush_cache"] = true,
    });
}
