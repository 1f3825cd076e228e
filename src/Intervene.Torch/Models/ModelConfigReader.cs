using System.Text.Json;
using Intervene.Runs;

namespace Intervene.Torch.Models;

/// <summary>Reads <c>config.json</c> and <c>generation_config.json</c> as transformers 4 and 5 write them, and refuses what is not computed to the letter.</summary>
public static class ModelConfigReader
{
    /// <summary>The config file of a model directory.</summary>
    public const string FileName = "config.json";

    /// <summary>The file with a model's stop ids.</summary>
    public const string GenerationFileName = "generation_config.json";

    /// <summary>Reads the shape of a model.</summary>
    /// <param name="directory">A Hugging Face model directory.</param>
    /// <exception cref="InterveneException">A file is missing or damaged, or asks for what is not supported: all such keys in one message, with their values.</exception>
    public static ModelConfig Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        using var document = Open(path);
        List<string> faults = [];
        var json = new ConfigJson("", document.RootElement, faults);
        var family = Family(json);
        UnsupportedKeys.Check(json, family ?? ModelFamily.Llama);
        var config = Shape(json, family ?? ModelFamily.Llama);
        if (faults.Count == 0)
        {
            config = config with { StopIds = StopIds(directory, json, config.VocabularySize) };
        }

        return faults.Count == 0
            ? config
            : throw new InterveneException(
                $"{path}: this model is not supported:\n  {string.Join("\n  ", faults)}\n"
                + "Supported are Llama, Qwen2 and Qwen3 decoders with full attention.");
    }

    private static ModelFamily? Family(ConfigJson json)
    {
        var type = json.Text("model_type");
        if (json.Find("architectures") is not { } architectures)
        {
            ModelFamily? named = type switch { "llama" => ModelFamily.Llama, "qwen2" => ModelFamily.Qwen2, "qwen3" => ModelFamily.Qwen3, _ => null };
            return Known(json, "model_type", named);
        }

        var name = architectures.ValueKind == JsonValueKind.Array && architectures.GetArrayLength() == 1 && architectures[0].ValueKind == JsonValueKind.String
            ? architectures[0].GetString()
            : null;
        var family = Known(json, "architectures", name switch
        {
            "LlamaForCausalLM" => ModelFamily.Llama,
            "Qwen2ForCausalLM" => ModelFamily.Qwen2,
            "Qwen3ForCausalLM" => ModelFamily.Qwen3,
            _ => null,
        });
        if (family is { } known && type is not null && type != known.ToString().ToLowerInvariant())
        {
            json.Fault("model_type", $"expected {known.ToString().ToLowerInvariant()}, like the architecture");
        }

        return family;
    }

    private static ModelFamily? Known(ConfigJson json, string key, ModelFamily? family)
    {
        if (family is null)
        {
            json.Fault(key, key == "model_type" ? "expected llama, qwen2 or qwen3" : "expected LlamaForCausalLM, Qwen2ForCausalLM or Qwen3ForCausalLM");
        }

        return family;
    }

    private static ModelConfig Shape(ConfigJson json, ModelFamily family)
    {
        int hidden = json.Int("hidden_size"), heads = json.Int("num_attention_heads"), context = json.Int("max_position_embeddings");
        var keyValueHeads = json.Int("num_key_value_heads", missing: family == ModelFamily.Llama ? heads : null);
        var width = json.Int("head_dim", missing: family == ModelFamily.Qwen3 ? 128 : Math.Max(1, hidden / heads));
        var attentionBias = family != ModelFamily.Qwen2 && json.Flag("attention_bias", missing: false);
        if (heads % keyValueHeads != 0)
        {
            json.Fault("num_key_value_heads", $"expected a divisor of num_attention_heads, {heads}");
        }

        if (!json.Has("head_dim") && family != ModelFamily.Qwen3 && hidden % heads != 0)
        {
            json.Fault("hidden_size", $"expected a multiple of num_attention_heads, {heads}, since head_dim is missing");
        }

        if (width % 2 != 0)
        {
            json.Fault(json.Has("head_dim") ? "head_dim" : "hidden_size", $"the head width is {width}; expected an even one");
        }

        return new ModelConfig
        {
            Family = family,
            VocabularySize = json.Int("vocab_size"),
            HiddenSize = hidden,
            IntermediateSize = json.Int("intermediate_size"),
            Layers = json.Int("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = keyValueHeads,
            HeadWidth = width,
            RmsNormEpsilon = json.Number("rms_norm_eps", missing: 1e-6),
            Rope = RopeOptionsReader.Read(json, context),
            TieWordEmbeddings = json.Flag("tie_word_embeddings", missing: false),
            QueryKeyValueBias = family == ModelFamily.Qwen2 || attentionBias,
            OutputBias = attentionBias,
            MlpBias = family == ModelFamily.Llama && json.Flag("mlp_bias", missing: false),
            ContextLength = context,
            StopIds = [],
        };
    }

    /// <summary>The ids of <c>eos_token_id</c>, a number or a list: of generation_config.json where it has them, else of config.json.</summary>
    private static List<int> StopIds(string directory, ConfigJson config, int vocabularySize)
    {
        var path = Path.Combine(directory, GenerationFileName);
        using var document = File.Exists(path) ? Open(path) : null;
        var own = document is null ? null : new ConfigJson("", document.RootElement, []).Find("eos_token_id");
        if ((own ?? config.Find("eos_token_id")) is not { } value)
        {
            return [];
        }

        List<int> ids = [];
        foreach (var item in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value])
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt32(out var id) || id < 0 || id >= vocabularySize)
            {
                var place = own is null ? Path.Combine(directory, FileName) : path;
                throw new InterveneException($"{place}: eos_token_id is {value.GetRawText()}; expected token ids below vocab_size, {vocabularySize}.");
            }

            ids.Add(id);
        }

        return [.. ids.Distinct()];
    }

    private static JsonDocument Open(string path)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw new InterveneException($"{path} holds a JSON {document.RootElement.ValueKind}; expected an object.");
        }
        catch (JsonException fault)
        {
            throw new InterveneException($"{path} is not valid JSON: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InterveneException($"{path}: there is no such file; expected a Hugging Face model directory with {Path.GetFileName(path)}.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InterveneException($"{path}: cannot read it: {fault.Message}", fault);
        }
    }
}
