using System.Text.RegularExpressions;
using Intervene.Interventions;
using Intervene.Remote.Transport;

namespace Intervene.Remote.Oracles;

/// <summary>The reason that a record gives for a server's fault.</summary>
internal static partial class FaultReasons
{
    /// <summary>The reason.</summary>
    public static RefusalReason Of(ServerFault fault) => fault.Kind switch
    {
        FaultKind.TimeOut => RefusalReason.TimeOut,
        FaultKind.Money => RefusalReason.OverBudget,
        FaultKind.BadRequest when fault.Status == 413 || TooLong().IsMatch(fault.Body) => RefusalReason.TooLong,
        FaultKind.BadRequest when Filtered().IsMatch(fault.Body) => RefusalReason.Refused,
        _ => RefusalReason.ServerError,
    };

    [GeneratedRegex("context.{0,20}length|context.{0,20}window|too long|too large|maximum.{0,30}tokens|exceeds? the (?:available )?context",
        RegexOptions.IgnoreCase)]
    private static partial Regex TooLong();

    [GeneratedRegex("moderation|flagged|content.{0,10}(?:filter|policy|management)|safety", RegexOptions.IgnoreCase)]
    private static partial Regex Filtered();
}
