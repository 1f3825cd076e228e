using Intervene.Completions;
using Intervene.Options;
using Intervene.Problems;

namespace Intervene.Pipeline.Stages;

/// <summary>What is sampled from: a problem's prompt, possibly with the beginning of an attempt after it.</summary>
public sealed record SampleItem
{
    /// <summary>The problem, whose gold grades the samples.</summary>
    public required Problem Problem { get; init; }

    /// <summary>The prompt's token ids.</summary>
    public required int[] PromptIds { get; init; }

    /// <summary>The tokens after the prompt that a sample goes on from; they belong to the text that is graded.</summary>
    public int[] PrefixIds { get; init; } = [];

    /// <summary>The key of the random numbers.</summary>
    public required RandomKey Key { get; init; }

    /// <summary>Samples wanted.</summary>
    public required int Samples { get; init; }

    /// <summary>The distribution to sample from.</summary>
    public required SamplingOptions Sampling { get; init; }
}
