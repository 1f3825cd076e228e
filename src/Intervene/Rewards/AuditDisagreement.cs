using System.Text.Json;
using Intervene.Answers;

namespace Intervene.Rewards;

/// <summary>A response on which two presets disagree.</summary>
/// <param name="Case">The response.</param>
/// <param name="First">What the first preset found.</param>
/// <param name="Other">The other preset.</param>
/// <param name="Second">What it found.</param>
public sealed record AuditDisagreement(AuditCase Case, Verdict First, Preset Other, Verdict Second)
{
    /// <summary>What sets the two apart, the same for all of a kind: both outcomes and the rules that decided them.</summary>
    public string Kind => $"{Outcome(First)} against {Other} {Outcome(Second)}";

    /// <summary>The text that the first preset took for the answer; empty where it took none.</summary>
    public string FirstTaken => Taken(First);

    /// <summary>The text that the other preset took for the answer; empty where it took none.</summary>
    public string SecondTaken => Taken(Second);

    private string Taken(Verdict verdict) => Case.Response.Substring(verdict.SpanStart, verdict.SpanLength);

    private static string Outcome(Verdict verdict) => $"{JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.Outcome.ToString())} "
        + $"({verdict.Rule.Split(':')[0]})";
}
