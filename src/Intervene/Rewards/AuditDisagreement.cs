using System.Text.Json;
using Intervene.Answers;

namespace Intervene.Rewards;

/// <summary>A response that one preset rewards and others, for one reason, do not, or the reverse.</summary>
/// <param name="Case">The response.</param>
/// <param name="First">What the first preset found.</param>
/// <param name="Others">The presets that found otherwise by the same rule.</param>
/// <param name="Second">What the first of them found.</param>
public sealed record AuditDisagreement(AuditCase Case, Verdict First, IReadOnlyList<Preset> Others, Verdict Second)
{
    /// <summary>What sets the two apart, the same for all of a kind: both outcomes and the rules that decided them.</summary>
    public string Kind => $"{Outcome(First)}, but {Outcome(Second)} for {string.Join(", ", Others)}";

    /// <summary>The text that the first preset took for the answer; empty where it took none.</summary>
    public string FirstTaken => Taken(First);

    /// <summary>The text that the others took for the answer; empty where they took none.</summary>
    public string SecondTaken => Taken(Second);

    private string Taken(Verdict verdict) => Case.Response.Substring(verdict.SpanStart, verdict.SpanLength);

    internal static string Outcome(Verdict verdict) => $"{JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.Outcome.ToString())} "
        + $"({verdict.Rule.Split(':')[0]})";
}
