using Intervene.Models;
using Intervene.Models.Weights;

namespace Intervene.Learning;

/// <summary>How large forward passes are, as far as that is known before a model is loaded.</summary>
public static class PassSize
{
    private const int HostTokens = 4096;
    private const long HostBytes = 1L << 29;
    private const long SmallModel = 20_000_000; // parameters

    /// <summary>
    /// The tokens of a training pass on a CPU: what the options allow, at most 4,096, or as many as keep half a gigabyte. A longer pass is no faster
    /// there and only takes memory.
    /// </summary>
    /// <param name="config">The model.</param>
    /// <param name="tokens">What the options allow.</param>
    public static int OnHost(ModelConfig config, int tokens) =>
        (int)Math.Min(tokens, Math.Max(HostTokens, HostBytes / (4 * config.Layers * MemoryEstimate.Kept(config))));

    /// <summary>The tokens of the largest training pass that batches of some sequences can come to.</summary>
    /// <param name="lengths">The sequences' tokens, or the most that they may have.</param>
    /// <param name="together">Sequences of a batch.</param>
    /// <param name="tokens">Tokens in one forward pass; a longer sequence has one of its own.</param>
    public static long Largest(IEnumerable<int> lengths, int together, int tokens)
    {
        var longest = lengths.OrderDescending().Take(together).ToList();
        return Math.Max(longest.FirstOrDefault(), Math.Min(tokens, longest.Sum(length => (long)length)));
    }

    /// <summary>The rows that are decoded together, at most.</summary>
    /// <param name="parameters">The model's parameters.</param>
    public static int Rows(long parameters) => parameters < SmallModel ? 384 : 64;
}
