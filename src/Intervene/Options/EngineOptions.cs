namespace Intervene.Options;

/// <summary>What samples: this program's own engine, or a fleet of servers.</summary>
[OptionKind("local", typeof(LocalSamplingOptions))]
[OptionKind("vllm", typeof(VllmFleetOptions))]
[OptionKind("sglang", typeof(SglangFleetOptions))]
[OptionKind("llama_cpp", typeof(LlamaCppFleetOptions))]
public abstract record EngineOptions;
