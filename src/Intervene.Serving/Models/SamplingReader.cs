using System.Globalization;
using System.Text.Json;
using Intervene.Options;
using Intervene.Serving.Hosting;
using Intervene.Torch.Engine;
using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Models;

/// <summary>Reads the fields that both calls share.</summary>
internal static class SamplingReader
{
    /// <summary>The most probable tokens at each place, at most, as vLLM has it.</summary>
    public const int MostAlternatives = 20;

    private const float LargestBias = 100; // as OpenAI has it
    private const int MostSamples = 1024;
    private const int MostStopTexts = 16;
    private const int LongestStopText = 256;

    /// <summary>The fields that are read here.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "model", "n", "seed", "temperature", "top_p", "top_k",
        "min_p", "max_tokens", "stop", "stop_token_ids", "stream", "stream_options", "logprobs", "logit_bias",
        "return_token_ids", "return_tokens_as_token_ids", "skip_special_tokens", "include_stop_str_in_output",
    ];

    /// <summary>Reads a request.</summary>
    /// <param name="body">The request, whose fields are known.</param>
    /// <param name="model">The model that it goes to.</param>
    /// <param name="prompts">Its prompts.</param>
    /// <param name="maxTokens">The most tokens that it asks for; null leaves it to the context.</param>
    /// <param name="hasLogProbs">Whether it asks for log-probabilities.</param>
    /// <param name="alternatives">How many of the most probable tokens it asks for.</param>
    /// <exception cref="RequestFault">A value is out of range, or a prompt does not fit the model.</exception>
    public static SamplingRequest Read(
        JsonElement body, ServedModel model, IReadOnlyList<int[]> prompts, int? maxTokens, bool hasLogProbs, int alternatives)
    {
        RequireModel(body, model);
        RequireStopIds(body, model);
        foreach (var prompt in prompts)
        {
            RequireFit(prompt, model, maxTokens);
        }

        var samples = body.Whole("n", 1, MostSamples) ?? 1;
        if ((long)samples * prompts.Count > MostSamples)
        {
            throw RequestFault.Bad(
                $"The request asks for {prompts.Count} prompts with {samples} completions each: expected at most {MostSamples} completions in "
                    + $"a request.", "n");
        }

        var topK = body.Whole("top_k", -1, int.MaxValue) ?? 0;
        var usage = body.TryGetProperty("stream_options", out var options)
            && options.ValueKind == JsonValueKind.Object && options.Flag("include_usage") == true;
        return new SamplingRequest
        {
            Prompts = prompts,
            SampleCount = samples,
            Seed = body.Whole64("seed"),
            Sampling = new SamplingOptions
            {
                Temperature = body.Number("temperature", 0, 100) ?? 1,
                TopP = body.Number("top_p", 0, 1) is var p && p != 0 ? p
                    ?? 1 : throw RequestFault.Bad("The field 'top_p' is 0: expected a number above 0, at most 1.", "top_p"),
                TopK = Math.Max(topK, 0),
                MinP = body.Number("min_p", 0, 1) ?? 0,
                Stop = StopTexts(body),
                MaxTokens = maxTokens ?? model.Config.ContextLength,
            },
            HasLogProbs = hasLogProbs,
            Tokens = new TokenOptions { Alternatives = alternatives, Bias = Biases(body, model) },
            IsStreamed = body.Flag("stream") ?? false,
            EndsWithUsage = usage,
            HasTokenIds = body.Flag("return_token_ids") ?? false,
            NamesTokensById = body.Flag("return_tokens_as_token_ids") ?? false,
            SkipsSpecialTokens = body.Flag("skip_special_tokens") ?? true,
            KeepsStopText = body.Flag("include_stop_str_in_output") ?? false,
        };
    }

    /// <summary>Refuses a request for another model.</summary>
    public static void RequireModel(JsonElement body, ServedModel model)
    {
        if (body.TryGetProperty("model", out var name) && name.ValueKind != JsonValueKind.Null
            && JsonFields.TextOf(name, "model") is var asked && asked != model.Name)
        {
            throw new RequestFault(
                StatusCodes.Status404NotFound, $"The model '{(asked.Length > 200 ? asked[..200] + "…" : asked)}' is not served here: expected "
                    + $"'{model.Name}'.", "model", "model_not_found");
        }
    }

    /// <summary>The engine ends at the model's own stop tokens and at no other.</summary>
    private static void RequireStopIds(JsonElement body, ServedModel model)
    {
        if (body.TryGetProperty("stop_token_ids", out var ids) && ids.ValueKind != JsonValueKind.Null
            && !(ids.ValueKind == JsonValueKind.Array && ids.EnumerateArray().All(
                id => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number) && model.Config.StopIds.Contains(number))))
        {
            throw new RequestFault(
                StatusCodes.Status400BadRequest, $"The field 'stop_token_ids' has what is no stop token of the model: expected a list of some "
                    + $"of {string.Join(", ", model.Config.StopIds)}.", "stop_token_ids", "unsupported_field");
        }
    }

    private static void RequireFit(int[] prompt, ServedModel model, int? maxTokens)
    {
        if (prompt.Length == 0)
        {
            throw RequestFault.Bad("The prompt has no token: expected at least one.", "prompt");
        }

        if (Array.FindIndex(prompt, id => id < 0 || id >= model.Config.VocabularySize) is >= 0 and var at)
        {
            throw RequestFault.Bad($"The prompt has the token {prompt[at]}: expected ids from 0 to {model.Config.VocabularySize - 1}.", "prompt");
        }

        if ((long)prompt.Length + (maxTokens ?? 1) > model.Config.ContextLength)
        {
            throw new RequestFault(
                StatusCodes.Status400BadRequest,
                $"You passed {prompt.Length} input tokens and requested {maxTokens ?? 1} output tokens. However, the model's context length is "
                    + $"only {model.Config.ContextLength} tokens. Shorten the prompt or lower max_tokens.",
                "input_tokens",
                "context_length_exceeded");
        }
    }

    private static Dictionary<int, float> Biases(JsonElement body, ServedModel model)
    {
        var biases = new Dictionary<int, float>();
        if (!body.TryGetProperty("logit_bias", out var given) || given.ValueKind == JsonValueKind.Null)
        {
            return biases;
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            throw RequestFault.Bad(
                $"The field 'logit_bias' is {JsonFields.Describe(given.ValueKind)}: expected an object of token ids.", "logit_bias");
        }

        foreach (var field in given.EnumerateObject())
        {
            var isToken = int.TryParse(field.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var token)
                && token < model.Config.VocabularySize;
            var isBias = field.Value.ValueKind == JsonValueKind.Number
                && field.Value.TryGetSingle(out var bias) && Math.Abs(bias) <= LargestBias;
            if (!isToken || !isBias || !biases.TryAdd(token, field.Value.GetSingle()))
            {
                throw RequestFault.Bad(
                    $"The field 'logit_bias' has \"{RequestFields.Printable(field.Name)}\": "
                        + $"{RequestFields.Printable(field.Value.GetRawText())}; "
                        + $"expected token ids from \"0\" to \"{model.Config.VocabularySize - 1}\", each once, with a number from -100 to 100.",
                "logit_bias");
            }
        }

        return biases;
    }

    private static List<string> StopTexts(JsonElement body)
    {
        if (!body.TryGetProperty("stop", out var stop) || stop.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        List<string> texts = stop.ValueKind == JsonValueKind.Array ? [.. stop.EnumerateArray().Select(text => JsonFields.TextOf(text, "stop"))]
            : [JsonFields.TextOf(stop, "stop")];
        return texts.Count <= MostStopTexts && texts.All(text => text.Length is > 0 and <= LongestStopText)
            ? texts
            : throw RequestFault.Bad(
                $"The field 'stop' has {texts.Count} texts, or one that is empty or too long: expected at most {MostStopTexts} of 1 to "
                    + $"{LongestStopText} characters.", "stop");
    }
}
