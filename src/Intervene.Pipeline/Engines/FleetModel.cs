using Intervene.Completions;
using Intervene.Options;
using Intervene.Text;

namespace Intervene.Pipeline.Engines;

/// <summary>The model that every server of a fleet should have, as this program knows it, and what a stage asks of it.</summary>
public sealed record FleetModel
{
    /// <summary>Which policy it is.</summary>
    public required SampledPolicy Policy { get; init; }

    /// <summary>Its tokenizer.</summary>
    public required Tokenizer Tokenizer { get; init; }

    /// <summary>Its token ids are 0 … this − 1.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Its stop tokens.</summary>
    public required IReadOnlyList<int> StopIds { get; init; }

    /// <summary>Tokens of prompt and completion together, at most.</summary>
    public required int ContextLength { get; init; }

    /// <summary>The most positions that the stage asks for; a server whose context is shorter is refused.</summary>
    public required int NeededContext { get; init; }

    /// <summary>The distributions that the stage samples from.</summary>
    public required IReadOnlyList<SamplingOptions> Sampling { get; init; }

    /// <summary>Whether the log-probs of the completions are recorded or trained on.</summary>
    public required bool NeedsLogProbs { get; init; }

    /// <summary>Samples with the model's own weights on this machine, for comparison; null where they are not compared.</summary>
    public Func<CompletionRequest, CancellationToken, Task<Completion>>? Local { get; init; }

    /// <summary>
    /// The log-probs that the model's own weights give to tokens after a prompt, the logits divided by a temperature; null where they are not
    /// compared. One call at a time, after one of <see cref="Local"/>.
    /// </summary>
    public Func<int[], int[], double, float[]>? Score { get; init; }

    /// <summary>Told of servers that are lost or come back.</summary>
    public required Action<string> Notice { get; init; }
}
