namespace Intervene.Reports.Content;

/// <summary>How long a stage took.</summary>
/// <param name="Stage">The stage, with its arm where it has one, e.g. <c>rl int</c>.</param>
/// <param name="Seconds">Wall-clock seconds of the stage, resumed parts added up; NaN where unknown.</param>
/// <param name="Outcome">The stage's own number, e.g. <c>96 hard problems of 1,200</c>.</param>
public sealed record StageTime(string Stage, double Seconds, string Outcome);
