namespace Intervene.Torch.Checkpoints.Gguf;

/// <summary>How a GGUF is imported.</summary>
public sealed record GgufImportOptions
{
    /// <summary>Where config.json, tokenizer and templates may lie; null for the GGUF's own folder.</summary>
    public string? SourceDirectory { get; init; }

    /// <summary>Whether files beside the GGUF are ignored, so that config, tokenizer and template come from its metadata.</summary>
    public bool MetadataOnly { get; init; }

    /// <summary>
    /// F32, BF16 or F16; null for bfloat16 when the matrices are quantised or bfloat16, and float32 otherwise, which holds every value exactly.
    /// </summary>
    public string? Dtype { get; init; }

    /// <summary>Weights beyond this size are split over several files with an index.</summary>
    public long ShardBytes { get; init; } = ModelDirectory.DefaultShardBytes;
}
