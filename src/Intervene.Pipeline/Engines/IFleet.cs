using Intervene.Completions;
using Intervene.Options;

namespace Intervene.Pipeline.Engines;

/// <summary>Servers with one model, as stages see them.</summary>
public interface IFleet : ICompleter, IDisposable
{
    /// <summary>What was found of the servers before the first sample.</summary>
    IReadOnlyList<FleetFinding> Findings { get; }

    /// <summary>What each server has done so far.</summary>
    IReadOnlyList<FleetCount> Counts { get; }

    /// <summary>
    /// Log-probs that are this program's own only up to this: what the conversion from a server's may be off by; 0 where nothing is converted.
    /// </summary>
    double LargestConversionError { get; }

    /// <summary>Tokens of prompt and completion together that every server takes, within the model's own context.</summary>
    int ContextLength { get; }

    /// <summary>
    /// The temperature whose divided logits a completion's log-probs are those of; null where they are those of something else, which top-k, top-p
    /// or min-p left.
    /// </summary>
    /// <param name="sampling">What was asked for.</param>
    /// <param name="completion">What came.</param>
    double? LogProbTemperature(SamplingOptions sampling, Completion completion);

    /// <summary>Has every server load other weights; completions of before have ended.</summary>
    /// <param name="policy">The weights, in a directory that the servers see under the same path.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="InterveneException">No server has loaded them.</exception>
    Task PublishAsync(SampledPolicy policy, CancellationToken cancellation);
}
