using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace Intervene.Text.Jinja.Values;

/// <summary>Reads texts as Python's int() and float() do: white space around, underscores between digits, digits of any script.</summary>
internal static partial class PythonNumbers
{
    /// <summary>An int in a base of 2 to 36, or 0 for the base that a prefix names.</summary>
    public static bool TryInteger(string text, int numberBase, out object? value)
    {
        value = null;
        var match = Integer().Match(Plain(text).ToLowerInvariant());
        if (!match.Success || numberBase is not (0 or (>= 2 and <= 36)))
        {
            return false;
        }

        var (prefix, digits) = (match.Groups["prefix"].Value.TrimEnd('_'), match.Groups["digits"].Value);
        var named = prefix switch { "0x" => 16, "0o" => 8, "0b" => 2, _ => 0 };
        if (prefix.Length > 0 && numberBase != 0 && numberBase != named)
        {
            digits = prefix + digits; // 0b1 is a number of base 16
        }

        var actual = numberBase != 0 ? numberBase : named == 0 ? 10 : named;
        if (numberBase == 0 && named == 0 && digits.Length > 1 && digits[0] == '0' && digits.Trim('0', '_').Length > 0)
        {
            return false;
        }

        var result = BigInteger.Zero;
        foreach (var c in digits.Replace("_", "", StringComparison.Ordinal))
        {
            var digit = char.IsAsciiDigit(c) ? c - '0' : c - 'a' + 10;
            if (digit >= actual || digits.Length > 4300)
            {
                return false;
            }

            result = (result * actual) + digit;
        }

        value = Numbers.Normal(match.Groups["sign"].Value == "-" ? -result : result);
        return true;
    }

    public static bool TryFloat(string text, out double value)
    {
        var plain = Plain(text);
        var match = Float().Match(plain);
        value = 0;
        if (!match.Success)
        {
            return false;
        }

        value = match.Groups["word"].Value.ToLowerInvariant() switch
        {
            "" => double.Parse(plain.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture),
            "nan" => double.NaN,
            _ => plain[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
        };
        return true;
    }

    private static string Plain(string text)
    {
        var trimmed = PythonText.Trim(text, null);
        if (System.Text.Ascii.IsValid(trimmed))
        {
            return trimmed;
        }

        var result = new StringBuilder(trimmed.Length);
        foreach (var rune in trimmed.EnumerateRunes())
        {
            _ = Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber
                ? result.Append((char)('0' + (int)Rune.GetNumericValue(rune))) : result.Append(rune.ToString());
        }

        return result.ToString();
    }

    [GeneratedRegex(@"\A(?<sign>[+-]?)(?<prefix>0[xob](?=_?[0-9a-z])_?)?(?<digits>[0-9a-z]+(?:_[0-9a-z]+)*)\z")]
    private static partial Regex Integer();

    [GeneratedRegex(@"\A[+-]?(?:(?:[0-9]+(?:_[0-9]+)*\.?(?:[0-9]+(?:_[0-9]+)*)?|\.[0-9]+(?:_[0-9]+)*)(?:e[+-]?[0-9]+(?:_[0-9]+)*)?|" +
        @"(?<word>nan|inf(?:inity)?))\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Float();
}
