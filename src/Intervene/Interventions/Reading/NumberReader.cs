using System.Text.RegularExpressions;
using Intervene.Interventions.Claims;

namespace Intervene.Interventions.Reading;

/// <summary>The numbers that a text mentions: digits, fractions, percentages, number words.</summary>
internal static partial class NumberReader
{
    private const int LongestNumber = 40;

    /// <summary>The numbers, in order; of <c>3/4</c> and <c>25%</c> their parts and their values.</summary>
    /// <param name="text">Prose or LaTeX.</param>
    /// <param name="words">Whether words count: <c>three</c>, <c>twice</c>, <c>a third</c>.</param>
    public static IReadOnlyList<Rational> Read(string text, bool words = true)
    {
        var numbers = new List<Rational>();
        foreach (Match match in Token().Matches(Plain(text)))
        {
            if (match.Groups["word"] is { Success: true, Value: var word })
            {
                if (words && QuantityWords.Stated(word) is { } stated)
                {
                    numbers.Add(stated);
                }

                continue;
            }

            var digits = match.Groups["number"].Value;
            if (digits.Length > LongestNumber)
            {
                continue;
            }

            var value = Rational.Parse(digits);
            numbers.Add(value);
            if (match.Groups["over"] is { Success: true, Length: <= LongestNumber } over && Rational.Parse(over.Value) is { IsZero: false } under)
            {
                numbers.AddRange([under, value / under]);
            }

            if (match.Groups["percent"].Success)
            {
                numbers.Add(value / Rational.Of(100));
            }
        }

        return numbers;
    }

    /// <summary>The text with LaTeX's fractions written with a slash and without its signs for money, spacing and percent.</summary>
    public static string Plain(string text)
    {
        text = Annotation().Replace(text, "");
        text = Fraction().Replace(text, "($1)/($2)");
        text = NumericFraction().Replace(text, "$1/$2");
        return Thousands().Replace(Dressing().Replace(text, ""), "");
    }

    /// <summary>The numbers that stand once a text's units and words are turned into each other: 7 for weeks, 60 for hours.</summary>
    public static IEnumerable<Rational> Implied(string text) => QuantityWords.Implied(text).Select(static number => Rational.Of(number));

    [GeneratedRegex("<<[^<>]*>>")]
    private static partial Regex Annotation();

    [GeneratedRegex(@"\\[dt]?frac\s*\{([^{}]{1,200})\}\s*\{([^{}]{1,200})\}")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"\((\d+)\)/\((\d+)\)")]
    private static partial Regex NumericFraction();

    [GeneratedRegex(@"\\[$%!]|\$|\{,\}(?=\d{3})")]
    private static partial Regex Dressing();

    [GeneratedRegex(@"(?<=\d),(?=\d{3}(?!\d))")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"(?<number>\d+(?:\.\d+)?|\.\d+)(?:/(?<over>\d+(?:\.\d+)?))?(?<percent>\s?%|\spercent\b)?|(?<word>[A-Za-z]+)")]
    private static partial Regex Token();
}
