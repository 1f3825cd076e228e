using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Intervene.Interventions.Claims;

namespace Intervene.Interventions.Reading;

/// <summary>
/// The numbers that a text means without writing digits: <c>three friends</c>, <c>twice as many</c>, the 7 of <c>each week</c>, the 60 of
/// <c>per hour</c>.
/// </summary>
internal static partial class QuantityWords
{
    private static readonly FrozenDictionary<string, Rational> StatedNumbers = Table<Rational>(
        ("zero", Rational.Of(0)), ("one|once|single", Rational.Of(1)), ("two|twice|double|doubled|both|pair|couple", Rational.Of(2)),
        ("three|thrice|triple|tripled", Rational.Of(3)), ("four|quadruple", Rational.Of(4)), ("five", Rational.Of(5)), ("six", Rational.Of(6)),
        ("seven", Rational.Of(7)), ("eight", Rational.Of(8)), ("nine", Rational.Of(9)), ("ten", Rational.Of(10)), ("eleven", Rational.Of(11)),
        ("twelve|dozen", Rational.Of(12)), ("thirteen", Rational.Of(13)), ("fourteen", Rational.Of(14)), ("fifteen", Rational.Of(15)),
        ("sixteen", Rational.Of(16)), ("seventeen", Rational.Of(17)), ("eighteen", Rational.Of(18)), ("nineteen", Rational.Of(19)),
        ("twenty|score", Rational.Of(20)), ("thirty", Rational.Of(30)), ("forty", Rational.Of(40)), ("fifty", Rational.Of(50)),
        ("sixty", Rational.Of(60)), ("seventy", Rational.Of(70)), ("eighty", Rational.Of(80)), ("ninety", Rational.Of(90)),
        ("hundred", Rational.Of(100)), ("thousand", Rational.Of(1000)), ("million", Rational.Of(1_000_000)), ("half|halves", new(1, 2)),
        ("third", new(1, 3)), ("quarter|fourth", new(1, 4)), ("fifth", new(1, 5)), ("sixth", new(1, 6)), ("eighth", new(1, 8)),
        ("tenth", new(1, 10)));

    private static readonly FrozenDictionary<string, int[]> ImpliedNumbers = Table<int[]>(
        ("half|halves", [2]), ("third", [3]), ("quarter|quarterly", [4, 25]), ("fifth", [5]), ("sixth", [6]), ("eighth", [8]), ("tenth", [10]),
        ("second|minute", [60]), ("hour|hourly", [24, 60]), ("day|daily", [7, 24, 30, 365]), ("week|weekly|weekend|weekday", [2, 4, 5, 7, 52]),
        ("month|monthly", [4, 12, 30]), ("year|yearly|annual", [12, 52, 365]), ("decade", [10]), ("century|centurie", [100]),
        ("percent|percentage", [100]), ("dollar|cent", [100]), ("nickel", [5, 20]), ("dime", [10]), ("penny|pennie", [1, 100]),
        ("inch|inche", [12]), ("foot|feet", [3, 12]), ("yard", [3, 36]), ("mile", [5280]), ("pound|ounce", [16]),
        ("gallon|quart|pint|cup", [2, 4, 8, 16]),
        ("kilometer|kilogram|liter|meter|gram|km|kg|ml", [100, 1000]));

    /// <summary>The number that a word states, or null.</summary>
    public static Rational? Stated(string word) => Find(StatedNumbers, word, out var number) ? number : null;

    /// <summary>The factors between the units that a text speaks of.</summary>
    public static IEnumerable<int> Implied(string text) =>
        Word().Matches(text).SelectMany(static match => Find(ImpliedNumbers, match.Value, out var numbers) ? numbers : [])
            .Concat(text.Contains('%', StringComparison.Ordinal) ? [100] : []);

    private static bool Find<T>(FrozenDictionary<string, T> table, string word, out T found)
    {
        var lower = word.ToLowerInvariant();
        return table.TryGetValue(lower, out found!) || (lower.EndsWith('s') && table.TryGetValue(lower[..^1], out found!));
    }

    private static FrozenDictionary<string, T> Table<T>(params (string Words, T Value)[] entries) =>
        entries.SelectMany(static entry => entry.Words.Split('|').Select(word => KeyValuePair.Create(word, entry.Value)))
            .ToFrozenDictionary(StringComparer.Ordinal);

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}
