using System.Text.Json.Serialization;
using Intervene.Files;

namespace Intervene.Steps;

/// <summary>A reasoning step of a rollout, as text and as a range of its completion's tokens.</summary>
public sealed record Step : IJsonOnDeserialized
{
    /// <summary>The step's number, 1-based: the <c>location</c> of an intervention that replaces it.</summary>
    public required int Number { get; init; }

    /// <summary>The step's text without the blank lines around it.</summary>
    public required string Text { get; init; }

    /// <summary>The step's first token in the completion, 0-based. The prefix before the step is the tokens before it.</summary>
    public required int TokenStart { get; init; }

    /// <summary>The token after the step's last (its separator included).</summary>
    public required int TokenEnd { get; init; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        RecordRule.Require(Number >= 1, $"number is {Number}; expected 1 or more.");
        RecordRule.Require(
            TokenStart >= 0 && TokenStart <= TokenEnd,
            $"the step goes from token {TokenStart} to {TokenEnd}; expected a start from 0 and an end after it.");
    }
}
