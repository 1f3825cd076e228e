using System.Globalization;
using System.Text;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Python's <c>is…</c> methods of str, over code points.</summary>
internal static class StringPredicates
{
    /// <summary>The method of a name, or null.</summary>
    public static Func<string, bool>? Find(string name) => name switch
    {
        "isalpha" => All(Rune.IsLetter),
        "isdecimal" => All(rune => Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber),
        "isdigit" => All(IsDigit),
        "isnumeric" => All(IsNumeric),
        "isalnum" => All(rune => Rune.IsLetter(rune) || IsNumeric(rune)),
        "isspace" => All(rune => rune.IsBmp && PythonText.IsSpace((char)rune.Value)),
        "isascii" => text => System.Text.Ascii.IsValid(text),
        "islower" => IsLower,
        "isupper" => IsUpper,
        "istitle" => IsTitle,
        "isprintable" => text => text.EnumerateRunes().All(Python.IsPrintable),
        "isidentifier" =>
            text => text.Length > 0 && !char.IsDigit(text[0]) && text.EnumerateRunes().All(rune => rune.Value == '_' || Rune.IsLetterOrDigit(rune)),
        _ => null,
    };

    /// <summary>Some letter with case, and none of another.</summary>
    public static bool IsLower(string text) =>
        text.EnumerateRunes().Any(CaseMapping.IsLower) && !text.EnumerateRunes().Any(rune => CaseMapping.IsCased(rune) && !CaseMapping.IsLower(rune));

    /// <summary>Some letter with case, and none of another.</summary>
    public static bool IsUpper(string text) =>
        text.EnumerateRunes().Any(CaseMapping.IsUpper) && !text.EnumerateRunes().Any(rune => CaseMapping.IsCased(rune) && !CaseMapping.IsUpper(rune));

    private static Func<string, bool> All(Func<Rune, bool> holds) => text => text.Length > 0 && text.EnumerateRunes().All(holds);

    private static bool IsDigit(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber
        || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNumber && CharUnicodeInfo.GetDigitValue(rune.ToString(), 0) >= 0);

    private static bool IsNumeric(Rune rune) => Rune.IsNumber(rune) || CharUnicodeInfo.GetNumericValue(rune.ToString(), 0) >= 0
        || "一二三四五六七八九十百千万億兆零〇壱弐参拾壹贰叁肆伍陆柒捌玖亿".Contains(rune.ToString(), StringComparison.Ordinal);

    private static bool IsTitle(string text)
    {
        var (inside, any) = (false, false);
        foreach (var rune in text.EnumerateRunes())
        {
            var starts = CaseMapping.IsUpper(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.TitlecaseLetter;
            if (starts == inside && (starts || CaseMapping.IsLower(rune)))
            {
                return false;
            }

            inside = CaseMapping.IsCased(rune);
            any |= inside;
        }

        return any;
    }
}
