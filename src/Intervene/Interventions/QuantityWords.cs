using Intervene.Interventions.Claims;
using System.Text.RegularExpressions;

namespace Intervene.Interventions;

/// <summary>The numbers that a text means without writing digits: <c>three friends</c>, <c>twice as many</c>, the 7 of <c>each week</c>, the 60 of <c>per hour</c>.</summary>
internal static partial class QuantityWords
{
    private static readonly (string Word, int[] Numbers)[] Words =
    [
        ("one|once|single", [1]), ("two|twice|double|both|pair|couple|half|halves", [2]), ("three|thrice|triple|third", [3]), ("four|quarter|quadruple", [4]),
        ("five|fifth", [5]), ("six|sixth", [6]), ("seven", [7]), ("eight|eighth", [8]), ("nine", [9]), ("ten|tenth", [10]), ("eleven", [11]), ("twelve|dozen", [12]),
        ("thirteen", [13]), ("fourteen", [14]), ("fifteen", [15]), ("sixteen", [16]), ("seventeen", [17]), ("eighteen", [18]), ("nineteen", [19]),
        ("twenty|score", [20]), ("thirty", [30]), ("forty", [40]), ("fifty", [50]), ("sixty", [60]), ("seventy", [70]), ("eighty", [80]), ("ninety", [90]),
        ("hundred", [100]), ("thousand", [1000]), ("million", [1_000_000]),
        ("second|minute", [60]), ("hour|hourly", [24, 60]), ("day|daily", [7, 24, 30, 365]), ("week|weekly|weekend|weekday", [2, 4, 5, 7, 52]),
        ("month|monthly", [4, 12, 30]), ("year|yearly|annual", [12, 52, 365]), ("decade", [10]), ("century|centurie", [100]),
        ("percent|percentage", [100]), ("dollar|cent", [100]), ("nickel", [5, 20]), ("dime", [10]), ("penny|pennie", [1, 100]),
        ("inch|inche", [12]), ("foot|feet", [3, 12]), ("yard", [3, 36]), ("mile", [5280]), ("pound|ounce", [16]), ("gallon|quart|pint|cup", [2, 4, 8, 16]),
        ("kilometer|kilogram|liter|meter|gram|km|kg|ml", [100, 1000]),
    ];

    private static readonly Dictionary<string, int[]> NumberWords =
        Words.SelectMany(entry => entry.Word.Split('|').Select(word => (word, entry.Numbers))).ToDictionary(entry => entry.word, entry => entry.Numbers, StringComparer.Ordinal);

    /// <summary>The numbers of a text's words, in any order.</summary>
    public static IEnumerable<Rational> Numbers(string text) =>
        Word().Matches(text).SelectMany(match => Of(match.Value.ToLowerInvariant())).Concat(text.Contains('%', StringComparison.Ordinal) ? [100] : [])
            .Select(number => Rational.Parse(number.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static int[] Of(string word) =>
        NumberWords.GetValueOrDefault(word) ?? (word.EndsWith('s') ? NumberWords.GetValueOrDefault(word[..^1]) : null) ?? [];

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}
