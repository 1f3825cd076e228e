using System.Text.Json;

namespace Intervene.Models;

/// <summary>
/// Reads the rotary embedding: <c>rope_theta</c> and <c>rope_scaling</c> of transformers 4, <c>rope_parameters</c> of transformers 5.
/// </summary>
public static class RopeOptionsReader
{
    private const double UsualTheta = 10_000;
    private static readonly string[] Common = ["type", "rope_type", "rope_theta", "partial_rotary_factor"];

    /// <summary>The options; faults are noted in <paramref name="json"/>.</summary>
    /// <param name="json">The config.</param>
    /// <param name="contextLength">The original context length where the config names none.</param>
    public static RopeOptions Read(ConfigJson json, int contextLength)
    {
        var theta = json.Number("rope_theta", missing: UsualTheta);
        if (json.Has("rope_scaling") && json.Has("rope_parameters"))
        {
            json.Fault("rope_scaling", "expected either rope_scaling or rope_parameters");
        }

        var rope = json.Object("rope_parameters") ?? json.Object("rope_scaling");
        if (rope is null)
        {
            return new RopeOptions { Theta = theta };
        }

        theta = rope.Number("rope_theta", missing: theta);
        var key = rope.Has("rope_type") || !rope.Has("type") ? "rope_type" : "type";
        var type = rope.Has(key) ? rope.Text(key) : "default";
        string[]? own = type switch
        {
            "default" => [],
            "linear" => ["factor"],
            "yarn" =>
                ["factor", "original_max_position_embeddings", "attention_factor", "beta_fast", "beta_slow", "mscale", "mscale_all_dim", "truncate"],
            "llama3" => ["factor", "original_max_position_embeddings", "low_freq_factor", "high_freq_factor"],
            _ => null,
        };
        if (own is null || type is null)
        {
            rope.Fault(key, "expected default, linear, yarn or llama3");
            return new RopeOptions { Theta = theta };
        }

        CheckKeys(rope, [.. Common, .. own], type);
        CheckOriginal(json, rope, type);
        return Options(rope, type, theta, contextLength);
    }

    private static RopeOptions Options(ConfigJson rope, string type, double theta, int contextLength)
    {
        var scaled = new RopeOptions { Theta = theta, Type = type };
        if (type != "default")
        {
            scaled = scaled with { Factor = rope.Number("factor") };
        }

        if (type is "yarn" or "llama3")
        {
            scaled = scaled with { OriginalContextLength = rope.Int("original_max_position_embeddings", missing: contextLength) };
        }

        return type switch
        {
            "llama3" => scaled with { LowFrequencyFactor = rope.Number("low_freq_factor"), HighFrequencyFactor = rope.Number("high_freq_factor") },
            "yarn" => scaled with
            {
                AttentionFactor = Optional(rope, "attention_factor"),
                BetaFast = rope.Number("beta_fast", missing: 32),
                BetaSlow = rope.Number("beta_slow", missing: 1),
                MScale = Optional(rope, "mscale"),
                MScaleAllDimensions = Optional(rope, "mscale_all_dim"),
                Truncate = rope.Flag("truncate", missing: true),
            },
            _ => scaled,
        };
    }

    private static void CheckKeys(ConfigJson rope, string[] known, string type)
    {
        foreach (var key in rope.Keys.Where(key => !known.Contains(key) && rope.Has(key)))
        {
            rope.Fault(key, $"the rope type {type} has no such part");
        }

        if (rope.Find("partial_rotary_factor") is { } part
            && !(part.ValueKind == JsonValueKind.Number && part.TryGetDouble(out var number) && number == 1))
        {
            rope.Fault("partial_rotary_factor", "partial rotary embeddings are not supported; expected 1");
        }
    }

    /// <summary>Some models name the context before scaling outside; one that differs from the one inside leaves open what is meant.</summary>
    private static void CheckOriginal(ConfigJson json, ConfigJson rope, string type)
    {
        const string Key = "original_max_position_embeddings";
        if (type is "yarn" or "llama3" && json.Has(Key) && json.Find(Key)?.GetRawText() != rope.Find(Key)?.GetRawText())
        {
            json.Fault(Key, $"expected the same in the rope parameters of type {type}, where it is {rope.Find(Key)?.GetRawText() ?? "missing"}");
        }
    }

    private static double? Optional(ConfigJson rope, string key) => rope.Has(key) ? rope.Number(key) : null;
}
