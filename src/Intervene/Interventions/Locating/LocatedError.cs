using System.Text.Json;
using System.Text.Json.Serialization;

namespace Intervene.Interventions.Locating;

/// <summary>A line that <c>locate</c> writes: where an oracle sees the first error of a row.</summary>
public sealed record LocatedError
{
    /// <summary>The row.</summary>
    public required string Id { get; init; }

    /// <summary>The oracle's name.</summary>
    public required string Oracle { get; init; }

    /// <summary>The 1-based step of the first error, or null where none was found.</summary>
    public int? Location { get; init; }

    /// <summary>The corrected step, where the oracle wrote one.</summary>
    public string? Content { get; init; }

    /// <summary>Why: what is wrong there, or the refusal in snake_case and what lies behind it.</summary>
    public string? Reason { get; init; }

    /// <summary>The refusal, for the counts.</summary>
    [JsonIgnore]
    public RefusalReason? Refusal { get; init; }

    /// <summary>What a reply says of a row.</summary>
    /// <param name="id">The row.</param>
    /// <param name="oracle">The oracle's name.</param>
    /// <param name="reply">The reply.</param>
    public static LocatedError Of(string id, string oracle, OracleReply reply)
    {
        var location = reply.ErrorLocation ?? (reply.Proposals.Count > 0 ? reply.Proposals[0].Location : null);
        var refusal = reply.Refusal is { } reason ? Name(reason) : null;
        return new LocatedError
        {
            Id = id,
            Oracle = oracle,
            Location = location,
            Content = reply.Proposals.FirstOrDefault(proposal => proposal.Location == location)?.Content ?? reply.Proposals.FirstOrDefault()?.Content,
            Reason = refusal is not null && reply.Detail is { } detail ? $"{refusal}: {detail}" : refusal ?? reply.Detail,
            Refusal = location is null ? reply.Refusal : null,
        };
    }

    /// <summary>A refusal in snake_case.</summary>
    /// <param name="reason">The refusal.</param>
    public static string Name(RefusalReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());
}
