using System.Text;

namespace Intervene.Answers.Latex;

/// <summary>The words of units of measure.</summary>
internal static class Units
{
    /// <summary>Whether a run of plain letters is the name of a unit.</summary>
    public static bool IsWord(string run) => run is "sq" or "cm" or "mm" or "km" or "ft" or "kg" or "mg" or "ml" or "mL" or "sec" or "min" or "mph"
        or "lbs"
        or "lb" or "oz" or "kwh" or "nm" or "Hz" or "mi" or "yd" or "hr" or "hrs" or "mW" or "kJ" or "kW" or "rad" or "eV" or "kph" or "kmh" or "usd"
        or "USD" or "day" or "pm" or "PM" or "AM" or "ohm" or "mol";

    /// <summary>Whether a single letter is a unit when it stands after a numeral.</summary>
    public static bool IsLetter(string letter) => letter is "m" or "s" or "g" or "h" or "l" or "L" or "N" or "J" or "W" or "V" or "K" or "A" or "C"
        or "t" or "d";

    /// <summary>One spelling for the words of a unit: small letters, singular, powers as digits, no articles.</summary>
    public static string Normal(string unit)
    {
        StringBuilder result = new(unit.Length);
        foreach (var word in unit.Replace("a.m.", "am", StringComparison.OrdinalIgnoreCase).Replace("p.m.", "pm", StringComparison.OrdinalIgnoreCase)
            .Replace('.', ' ').Replace("/", " / ", StringComparison.Ordinal).Replace("*", " ", StringComparison.Ordinal)
            .Split((char[])[' ', '\t', '\n', '~', '-', '(', ')', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var one = One(word);
            if (one is "the" or "a" or "an" or "of" or "in" or "unit" or "" or "total" or "exactly" or "about" || NumberWords.IsSuffix(one))
            {
                continue;
            }

            if (one is "squared" or "cubed" && result.Length > 0)
            {
                result.Append(one == "squared" ? "^2" : "^3");
                continue;
            }

            var joins = one is "m" && result.ToString() is "p" or "a" || one == "/" || (result.Length > 0 && result[^1] == '/');
            result.Append(result.Length == 0 || joins ? "" : " ").Append(one is "per" ? "/" : one);
        }

        return result.ToString() is "square" or "cubic" or "sq" ? "" : result.Replace(" /", "/").Replace("/ ", "/").ToString();
    }

    private static string One(string word)
    {
        var power = word.IndexOf('^');
        if (power > 0)
        {
            return One(word[..power]) + word[power..];
        }

        var lower = word.Length == 1 || word is "mL" or "Hz" or "Pa" or "kJ" or "kW" ? word : word.ToLowerInvariant();
        return lower switch
        {
            "sq" => "square",
            "cu" => "cubic",
            "feet" => "foot",
            "inches" or "in" => "inch",
            "centimeters" or "centimetres" or "cms" => "cm",
            "lbs" or "lb" => "pound",
            "hrs" or "hr" => "hour",
            "mins" or "min" => "minute",
            "secs" or "sec" => "second",
            "degrees" => "degree",
            "£" => "gbp",
            "€" => "euro",
            "¥" => "yen",
            _ when Phrases.Change(lower) => lower,
            _ => lower.Length > 3 && lower.EndsWith('s') && !lower.EndsWith("ss", StringComparison.Ordinal) && lower is not "celsius" ? lower[..^1]
                : lower,
        };
    }
}
