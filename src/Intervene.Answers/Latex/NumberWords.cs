using System.Collections.Frozen;
using System.Numerics;

namespace Intervene.Answers.Latex;

/// <summary>Reads numbers and ordinals written in words.</summary>
internal static class NumberWords
{
    private const int LongestText = 120;

    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
            "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] SmallOrdinals =
    [
        "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
            "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly FrozenDictionary<string, BigInteger> Values = Build();

    /// <summary>Whether a short run of letters is the name of a number.</summary>
    public static bool IsShort(string run) => run is "one" or "two" or "six" or "ten" or "One" or "Two" or "Six" or "Ten";

    /// <summary>Whether a word is an ordinal, which before other words may also name a part.</summary>
    public static bool IsOrdinal(string word) => SmallOrdinals.Contains(word.ToLowerInvariant()) || word.EndsWith("th", StringComparison.Ordinal);

    /// <summary>The suffix of an ordinal written with digits.</summary>
    public static bool IsSuffix(ReadOnlySpan<char> word) => word is "st" or "nd" or "rd" or "th";

    /// <summary>The number that words such as <c>one hundred and twenty-one</c> or <c>third</c> name; null when they name none.</summary>
    public static BigInteger? Read(string text)
    {
        if (text.Length > LongestText)
        {
            return null;
        }

        if (text.Length > 0 && text[0] >= 0x2e80)
        {
            return Han(text.Trim());
        }

        BigInteger total = 0;
        BigInteger group = 0;
        var any = false;
        var after = false;
        foreach (var word in text.ToLowerInvariant().Split((char[])[' ', '-', '\n', '\t', '~'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word == "and" && any)
            {
                continue;
            }

            if (!Values.TryGetValue(word, out var value))
            {
                return null;
            }

            // Only a hundred, a thousand … or a unit after tens may follow another word.
            var scale = value >= 100;
            if (after && !scale && !(group % 100 == 0 || (group % 10 == 0 && value < 10 && value > 0 && group % 100 >= 20)))
            {
                return null;
            }

            if (value >= 1000)
            {
                total += (group.IsZero ? 1 : group) * value;
                group = 0;
            }
            else
            {
                group = value == 100 ? (group.IsZero ? 1 : group) * 100 : group + value;
            }

            any = true;
            after = true;
        }

        return any ? total + group : null;
    }

    /// <summary>A number in Chinese numerals; null for other text.</summary>
    private static BigInteger? Han(string text)
    {
        BigInteger total = 0;
        BigInteger group = 0;
        BigInteger digit = 0;
        foreach (var c in text)
        {
            var value = "零一二三四五六七八九".IndexOf(c, StringComparison.Ordinal);
            if (value >= 0 || c is '两' or '〇')
            {
                digit = c == '两' ? 2 : c == '〇' ? 0 : value;
                continue;
            }

            var scale = c switch { '十' => 10, '百' => 100, '千' => 1000, '万' or '萬' => 10_000, '亿' or '億' => 100_000_000, _ => 0 };
            if (scale == 0)
            {
                return null;
            }

            if (scale >= 10_000)
            {
                total += (group + digit) * scale;
                group = 0;
            }
            else
            {
                group += (digit.IsZero ? 1 : digit) * scale;
            }

            digit = 0;
        }

        return total + group + digit;
    }

    private static FrozenDictionary<string, BigInteger> Build()
    {
        Dictionary<string, BigInteger> values = new(StringComparer.Ordinal);
        for (var i = 0; i < Small.Length; i++)
        {
            values[Small[i]] = i;
            values[SmallOrdinals[i]] = i;
        }

        for (var i = 0; i < Tens.Length; i++)
        {
            values[Tens[i]] = (i + 2) * 10;
            values[Tens[i][..^1] + "ieth"] = (i + 2) * 10;
        }

        foreach ((var word, var value) in ((string, long)[])[("hundred", 100), ("thousand", 1000), ("million", 1_000_000),
            ("billion", 1_000_000_000), ("trillion", 1_000_000_000_000)])
        {
            values[word] = value;
            values[word + "th"] = value;
        }

        return values.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
