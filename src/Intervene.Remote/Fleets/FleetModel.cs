using Intervene.Completions;
using Intervene.Text;

namespace Intervene.Remote.Fleets;

/// <summary>The model that every server of a fleet should have, as this program knows it.</summary>
public sealed record FleetModel
{
    /// <summary>Its tokenizer.</summary>
    public required Tokenizer Tokenizer { get; init; }

    /// <summary>Its stop tokens.</summary>
    public required IReadOnlyList<int> StopIds { get; init; }

    /// <summary>Tokens of prompt and completion together, at most.</summary>
    public required int ContextLength { get; init; }

    /// <summary>The most positions that the recipe asks for; a server whose context is shorter is refused.</summary>
    public required int NeededContext { get; init; }

    /// <summary>Names its weights.</summary>
    public required string WeightVersion { get; init; }

    /// <summary>Samples with the model's own weights on this machine, for comparison; null where they are not compared.</summary>
    public Func<CompletionRequest, CancellationToken, Task<Completion>>? Local { get; init; }
}
