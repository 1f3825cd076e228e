using System.Globalization;
using System.Text.RegularExpressions;

namespace Intervene.Text.Jinja.Functions;

/// <summary>glibc's strftime in the C locale, with its flags and widths; an unknown conversion stands for itself.</summary>
internal static partial class TimeFormat
{
    public static string Apply(DateTimeOffset time, string format) => Conversion().Replace(format, match => Convert(time, match));

    private static string Convert(DateTimeOffset time, Match match)
    {
        var (flag, directive) = (match.Groups["flags"].Value is [.., var last] ? last : ' ', match.Groups["type"].Value[0]);
        if (Directive(time, directive) is not { } text)
        {
            return match.Value;
        }

        var isNumber = directive is not ('n' or 't' or '%') && text.Length > 0 && text.TrimStart(' ').All(char.IsAsciiDigit);
        var fill = flag == '_' ? ' ' : flag == '0' || (flag == ' ' && isNumber && directive is not ('e' or 'k' or 'l')) ? '0' : ' ';
        if (isNumber && flag is '-' or '_' or '0')
        {
            var bare = text.TrimStart('0', ' ') is { Length: > 0 } kept ? kept : "0";
            text = flag == '-' ? bare : bare.PadLeft(text.Length, fill);
        }

        text = flag == '^' || (flag == '#' && directive is not ('p' or 'Z')) ? text.ToUpperInvariant() : flag == '#' ? text.ToLowerInvariant() : text;
        return match.Groups["width"].Value is { Length: > 0 and < 4 } width
            ? text.PadLeft(int.Parse(width, CultureInfo.InvariantCulture), fill) : text;
    }

    private static string? Directive(DateTimeOffset time, char directive)
    {
        string Net(string format) => time.ToString(format, CultureInfo.InvariantCulture);
        static string Two(int number) => number.ToString("00", CultureInfo.InvariantCulture);
        var (weekday, hour) = ((int)time.DayOfWeek, time.Hour % 12 == 0 ? 12 : time.Hour % 12);
        return directive switch
        {
            'Y' => time.Year.ToString(CultureInfo.InvariantCulture),
            'C' => Two(time.Year / 100),
            'y' => Net("yy"),
            'm' => Net("MM"),
            'd' => Net("dd"),
            'e' => time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
            'B' => Net("MMMM"),
            'b' or 'h' => Net("MMM"),
            'A' => Net("dddd"),
            'a' => Net("ddd"),
            'H' => Net("HH"),
            'k' => time.Hour.ToString(CultureInfo.InvariantCulture).PadLeft(2),
            'I' => Net("hh"),
            'l' => hour.ToString(CultureInfo.InvariantCulture).PadLeft(2),
            'M' => Net("mm"),
            'S' => Net("ss"),
            'f' => Net("ffffff"),
            'p' => Net("tt"),
            'P' => Net("tt").ToLowerInvariant(),
            'j' => time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
            'w' => weekday.ToString(CultureInfo.InvariantCulture),
            'u' => (weekday == 0 ? 7 : weekday).ToString(CultureInfo.InvariantCulture),
            'U' => Two((time.DayOfYear + 6 - weekday) / 7),
            'W' => Two((time.DayOfYear + 6 - ((weekday + 6) % 7)) / 7),
            'V' => Two(ISOWeek.GetWeekOfYear(time.DateTime)),
            'G' => ISOWeek.GetYear(time.DateTime).ToString(CultureInfo.InvariantCulture),
            'g' => Two(ISOWeek.GetYear(time.DateTime) % 100),
            'F' => Net("yyyy-MM-dd"),
            'T' or 'X' => Net("HH:mm:ss"),
            'R' => Net("HH:mm"),
            'r' => Net("hh:mm:ss tt"),
            'D' or 'x' => Net("MM/dd/yy"),
            'c' => Net("ddd MMM ") + Directive(time, 'e') + Net(" HH:mm:ss yyyy"),
            'z' or 'Z' => "", // the reference formats a time without a zone
            's' => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            'n' => "\n",
            't' => "\t",
            '%' => "%",
            _ => null,
        };
    }

    [GeneratedRegex("%(?<flags>[-_0^#]*)(?<width>[0-9]*)(?<type>[a-zA-Z%])")]
    private static partial Regex Conversion();
}
