using Intervene.Options;

namespace Intervene.Pipeline.Engines;

/// <summary>Which engine samples for a stage, and what of it matters.</summary>
public static class StageEngine
{
    /// <summary>
    /// What of an engine matters to a stage's key: another kind of server draws other tokens of the same seed, while addresses, keys, limits and
    /// times change no sample. The local engine adds nothing.
    /// </summary>
    /// <param name="engine">The engine.</param>
    public static IReadOnlyDictionary<string, string> KeyOf(EngineOptions engine) =>
        engine is FleetOptions ? new Dictionary<string, string>(StringComparer.Ordinal) { ["engine.kind"] = KindOf(engine) } : [];

    /// <summary>The engine's kind as recipes name it.</summary>
    /// <param name="engine">The engine.</param>
    public static string KindOf(EngineOptions engine) => engine switch
    {
        LocalSamplingOptions => "local",
        VllmFleetOptions => "vllm",
        SglangFleetOptions => "sglang",
        LlamaCppFleetOptions => "llama_cpp",
        _ => throw new InvalidOperationException($"unknown engine {engine.GetType().Name}"),
    };

    /// <summary>Why an engine cannot sample the trained policies of an arm; null where it can.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="policies">The policies: <c>int/sft</c>, <c>int/rl</c>.</param>
    /// <param name="option">The option that chooses another engine for the stage, e.g. <c>evaluate.engine</c>.</param>
    public static string? Refusal(EngineOptions engine, IEnumerable<string> policies, string option)
    {
        if (engine is not FleetOptions { Publish: not PublishKind.SglangDisk } fleet)
        {
            return null;
        }

        var without = policies.Where(policy => policy != SampledPolicy.Base && !fleet.Policies.Any(own => own.Policy == policy)).ToList();
        return without.Count == 0
            ? null
            : $"the servers of engine kind {KindOf(engine)} have the base model, and not the weights of {string.Join(" and ", without)}, which this "
                + $"run makes. Set {option}: local, or publish: sglang_disk (SGLang), or publish: endpoints_per_policy with endpoints of "
                + $"{(without.Count == 1 ? "it" : "each")} under policies.";
    }
}
