using System.Text.Json.Serialization;
using Intervene.Files;

namespace Intervene.Learning;

/// <summary>An intervention that was accepted while reinforcement learning went on.</summary>
public sealed record OnlineIntervention : IJsonOnDeserialized
{
    /// <summary>The step after which it was accepted, 1-based.</summary>
    public required int Step { get; init; }

    /// <summary>Its problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The tokens that a response begins with: the attempt's prefix and the corrected step.</summary>
    public required int[] Tokens { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => RecordRule.RequireIds("tokens", Tokens);
}
