using System.Collections.Frozen;
using Intervene.Answers.Algebra;

namespace Intervene.Answers.Latex;

/// <summary>Units of measure: their names, dimensions and sizes.</summary>
internal static class Units
{
    private static readonly FrozenDictionary<string, (string Dimension, Rational Size)> Table = Build();

    /// <summary>Whether a run of plain letters is the name of a unit.</summary>
    public static bool IsWord(string run) => run is "cm" or "mm" or "km" or "ft" or "kg" or "mg" or "ml" or "mL" or "sec" or "min" or "mph" or "lbs" or "lb" or "oz" or "kwh" or "nm" or "Hz" or "mi" or "yd" or "hr" or "hrs" or "mW" or "kJ" or "kW" or "rad" or "eV";

    /// <summary>The dimension and the size of a unit, or null when the word is not one that converts.</summary>
    public static (string Dimension, Rational Size)? Find(string unit) => Table.TryGetValue(unit, out var found) ? found : null;

    /// <summary>One spelling for a unit: small letters, singular, articles and powers in one form.</summary>
    public static string Normal(string unit)
    {
        string[] words = unit.Replace('.', ' ').Replace("squared", "square", StringComparison.OrdinalIgnoreCase).Replace("cubed", "cubic", StringComparison.OrdinalIgnoreCase)
            .Split((char[])[' ', '\t', '\n', '~'], StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Select(One).Where(w => w is not ("the" or "a" or "an" or "of")));
    }

    private static string One(string word)
    {
        string lower = word.Length == 1 ? word : word.ToLowerInvariant();
        return lower switch
        {
            "sq" or "sq." => "square",
            "cu" => "cubic",
            "feet" => "foot",
            "inches" or "in" => "inch",
            "centimeters" or "centimetres" or "cms" => "cm",
            "lbs" or "lb" => "pound",
            "hrs" or "hr" => "hour",
            "mins" or "min" => "minute",
            "secs" or "sec" => "second",
            _ => lower.Length > 3 && lower.EndsWith('s') && !lower.EndsWith("ss", StringComparison.Ordinal) ? lower[..^1] : lower,
        };
    }

    private static FrozenDictionary<string, (string, Rational)> Build()
    {
        Dictionary<string, (string, Rational)> table = new(StringComparer.Ordinal);
        void Add(string dimension, long numerator, long denominator, params string[] names)
        {
            foreach (string name in names)
            {
                table[name] = (dimension, Rational.Of(numerator, denominator));
            }
        }

        Add("length", 1, 1000, "mm", "millimeter", "millimetre");
        Add("length", 1, 100, "cm", "centimeter", "centimetre");
        Add("length", 1, 1, "m", "meter", "metre");
        Add("length", 1000, 1, "km", "kilometer", "kilometre");
        Add("length", 254, 10000, "inch");
        Add("length", 3048, 10000, "ft", "foot");
        Add("length", 9144, 10000, "yd", "yard");
        Add("length", 1609344, 1000, "mi", "mile");
        Add("time", 1, 1, "s", "second");
        Add("time", 60, 1, "minute");
        Add("time", 3600, 1, "h", "hour");
        Add("time", 86400, 1, "day");
        Add("mass", 1, 1, "g", "gram");
        Add("mass", 1, 1000, "mg", "milligram");
        Add("mass", 1000, 1, "kg", "kilogram");
        Add("money", 1, 1, "dollar", "usd");
        Add("money", 1, 100, "cent");
        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
