using System.Globalization;

namespace Intervene.Reports.Content;

/// <summary>Numbers as readers see them; what is not finite is a dash.</summary>
internal static class ReportFormat
{
    public const string Missing = "–";

    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A share as a percentage of three significant digits: <c>42.1 %</c>, <c>3.72 %</c>, <c>0.0984 %</c>.</summary>
    public static string Percent(double share) => double.IsFinite(share) ? Digits(share * 100) + " %" : Missing;

    /// <summary>A share in hundredths: <c>38.75</c>, <c>100.00</c>.</summary>
    public static string Score(double share) => double.IsFinite(share) ? (share * 100).ToString("0.00", CultureInfo.InvariantCulture) : Missing;

    /// <summary>A mean count: <c>1,234</c>, <c>42.1</c>, <c>3.72</c>.</summary>
    public static string Quantity(double value) => !double.IsFinite(value) ? Missing
        : value.ToString(Math.Abs(value) >= 99.95 ? "#,0" : Math.Abs(value) >= 9.995 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>A number in nats, which may be near 0: <c>7.67</c>, <c>0.00251</c>.</summary>
    public static string Nats(double value) => double.IsFinite(value) ? Digits(value) : Missing;

    /// <summary>A p-value: <c>0.031</c>, <c>&lt; 0.0001</c>.</summary>
    public static string Probability(double p) => !double.IsFinite(p) ? Missing
        : p < 0.0001 ? "< 0.0001" : p.ToString(p < 0.001 ? "0.0000" : "0.000", CultureInfo.InvariantCulture);

    /// <summary>A share's interval in percent: <c>[36.0, 48.3]</c>.</summary>
    public static string Interval(Estimate share) => share.HasInterval ? $"[{Digits(share.Low * 100)}, {Digits(share.High * 100)}]" : "";

    /// <summary>A duration: <c>0.8 s</c>, <c>42 s</c>, <c>3 min 07 s</c>, <c>2 h 05 min</c>.</summary>
    public static string Duration(double seconds)
    {
        if (!double.IsFinite(seconds))
        {
            return Missing;
        }

        var whole = (long)Math.Round(seconds);
        return seconds switch
        {
            < 10 => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
            < 60 when whole < 60 => $"{whole} s",
            < 3600 when whole < 3600 => $"{whole / 60} min {whole % 60:00} s",
            _ => $"{whole / 3600} h {whole % 3600 / 60:00} min",
        };
    }

    /// <summary>A number that a program reads back exactly; empty where it is not finite.</summary>
    public static string Raw(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string Digits(double value)
    {
        var size = Math.Abs(value);
        var format = size switch
        {
            0 => "0",
            >= 99.95 => "0",
            >= 9.995 => "0.0",
            >= 0.9995 => "0.00",
            >= 0.09995 => "0.000",
            _ => "0.0000",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }
}
