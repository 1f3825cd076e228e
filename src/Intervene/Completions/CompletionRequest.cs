using Intervene.Options;

namespace Intervene.Completions;

/// <summary>A prompt and how many completions of it are wanted; its completions share one prefill.</summary>
public sealed record CompletionRequest
{
    /// <summary>The prompt's token ids: at least one.</summary>
    public required int[] PromptIds { get; init; }

    /// <summary>The key of the request's random numbers: made of the run's seed, the stage and the problem.</summary>
    public required RandomKey Key { get; init; }

    /// <summary>The first sample's index, so that further samples of a problem can be drawn later. Samples are numbered from here.</summary>
    public int FirstSample { get; init; }

    /// <summary>How many completions to sample.</summary>
    public required int SampleCount { get; init; }

    /// <summary>What is asked for, as messages name it, e.g. a problem's id; null names the request by its number.</summary>
    public string? Name { get; init; }

    /// <summary>The distribution to sample from.</summary>
    public required SamplingOptions Sampling { get; init; }
}
