using System.Globalization;
using Intervene.Pipeline.Runs;

namespace Intervene.Cli.Output;

/// <summary>How progress reads in words and numbers.</summary>
internal static class ProgressText
{
    /// <summary>The modes of <c>--progress</c>.</summary>
    public static readonly string[] Modes = ["auto", "plain", "json", "none"];

    /// <summary>A stage's line: units done, the time, the stage's own number.</summary>
    /// <param name="value">The reading.</param>
    /// <param name="time">The time that it took, or that is left.</param>
    public static string Line(StageProgress value, string time) => string.Create(
        CultureInfo.InvariantCulture, $"{value.Stage,-22} {value.Done,6}/{value.Total,-6} {time,-12} {value.Note}").TrimEnd();

    /// <summary>A time as hours, minutes and seconds.</summary>
    public static string Time(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:D2}");
}
