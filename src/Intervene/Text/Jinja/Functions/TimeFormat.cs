using System.Globalization;
using System.Text;

namespace Intervene.Text.Jinja.Functions;

/// <summary>C's strftime in the C locale.</summary>
internal static class TimeFormat
{
    public static string Apply(DateTimeOffset time, string format)
    {
        var result = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                result.Append(format[i]);
                continue;
            }

            var bare = format[i + 1] == '-' && i + 2 < format.Length;
            i += bare ? 2 : 1;
            var text = Directive(time, format[i]);
            result.Append(bare && text.Length > 1 ? text.TrimStart('0', ' ') is { Length: > 0 } kept ? kept : "0" : text);
        }

        return result.ToString();
    }

    private static string Directive(DateTimeOffset time, char directive)
    {
        string Net(string format) => time.ToString(format, CultureInfo.InvariantCulture);
        return directive switch
        {
            'Y' => Net("yyyy"),
            'y' => Net("yy"),
            'm' => Net("MM"),
            'd' => Net("dd"),
            'e' => time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
            'B' => Net("MMMM"),
            'b' or 'h' => Net("MMM"),
            'A' => Net("dddd"),
            'a' => Net("ddd"),
            'H' => Net("HH"),
            'I' => Net("hh"),
            'M' => Net("mm"),
            'S' => Net("ss"),
            'f' => Net("ffffff"),
            'p' => Net("tt"),
            'j' => time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
            'w' => ((int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
            'u' => ((((int)time.DayOfWeek + 6) % 7) + 1).ToString(CultureInfo.InvariantCulture),
            'F' => Net("yyyy-MM-dd"),
            'T' => Net("HH:mm:ss"),
            'R' => Net("HH:mm"),
            'D' => Net("MM/dd/yy"),
            'c' => Net("ddd MMM ") + Directive(time, 'e') + Net(" HH:mm:ss yyyy"),
            'x' => Net("MM/dd/yy"),
            'X' => Net("HH:mm:ss"),
            'z' or 'Z' => "", // the reference formats a time without a zone
            's' => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            'n' => "\n",
            't' => "\t",
            '%' => "%",
            _ => throw JinjaException.Value($"strftime_now does not know %{directive}"),
        };
    }
}
