using System.Globalization;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>C's conversions e, f, g and % of a float that is not negative, and Python's own without a type.</summary>
internal static class FloatFormat
{
    public static string Apply(double value, string type, int? precision, bool alternate)
    {
        if (!double.IsFinite(value))
        {
            var word = double.IsNaN(value) ? "nan" : "inf";
            return (type is "E" or "F" or "G" ? word.ToUpperInvariant() : word) + (type == "%" ? "%" : "");
        }

        var digits = precision ?? 6;
        var dot = alternate && digits == 0 ? "." : "";
        return type switch
        {
            "" when precision is null => Numbers.Repr(value),
            "" => Shortest(value, Math.Max(1, digits)),
            "f" or "F" => value.ToString($"F{digits}", CultureInfo.InvariantCulture) + dot,
            "%" => (value * 100).ToString($"F{digits}", CultureInfo.InvariantCulture) + dot + "%",
            "e" or "E" => Scientific(value, digits, type[0], alternate),
            "g" or "G" or "n" => General(value, Math.Max(1, digits), type == "G" ? 'E' : 'e', alternate),
            _ => throw JinjaException.Value($"Unknown format code '{type}' for object of type 'float'"),
        };
    }

    private static string Scientific(double value, int digits, char letter, bool alternate)
    {
        var text = value.ToString($"{letter}{digits}", CultureInfo.InvariantCulture);
        var at = text.IndexOf(letter);
        var exponent = int.Parse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return $"{text[..at]}{(alternate && digits == 0 ? "." : "")}{letter}{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private static string General(double value, int digits, char letter, bool alternate)
    {
        var scientific = Scientific(value, digits - 1, letter, alternate);
        var at = scientific.IndexOf(letter);
        var exponent = int.Parse(scientific.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent < -4 || exponent >= digits)
        {
            return alternate ? scientific : Trimmed(scientific[..at]) + scientific[at..];
        }

        var places = digits - 1 - exponent;
        var text = value.ToString($"F{places}", CultureInfo.InvariantCulture);
        return alternate ? text + (places == 0 ? "." : "") : Trimmed(text);
    }

    /// <summary>
    /// Without a type, a precision counts digits as for g, but one is kept after the point and the exponent comes one digit earlier.
    /// </summary>
    private static string Shortest(double value, int digits)
    {
        var general = General(value, digits, 'e', alternate: false);
        if (general.Contains('e') || general.Contains('.'))
        {
            return general;
        }

        return general.Length < digits ? general + ".0" : General(value, digits, 'e', alternate: false) is var text
            && text.Length >= digits && value >= 1
            ? Trim(Scientific(value, digits - 1, 'e', alternate: false)) : text + ".0";
    }

    private static string Trim(string scientific) => scientific.IndexOf('e') is var at ? Trimmed(scientific[..at]) + scientific[at..] : scientific;

    private static string Trimmed(string text) => text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text;
}
