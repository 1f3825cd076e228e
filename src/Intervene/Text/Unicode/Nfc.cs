using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Intervene.Text.Unicode;

/// <summary>
/// Unicode's canonical composition (form C, UAX #15). The runtime's own needs the ICU library, which a machine may lack, and silently does
/// nothing without it.
/// </summary>
internal static class Nfc
{
    private const int HangulS = 0xAC00, HangulL = 0x1100, HangulV = 0x1161, HangulT = 0x11A7, CountV = 21, CountT = 28, CountS = 11172, CountL = 19;

    private static readonly FrozenDictionary<int, int[]> Decomposition = ParseDecompositions();
    private static readonly FrozenDictionary<(int, int), int> Composition = Compositions();
    private static readonly FrozenDictionary<int, byte> CombiningClasses = ParseClasses();
    private static readonly FrozenSet<int> SuspectMarks = Suspects();

    /// <summary>The text in form C; the same string when it is so already.</summary>
    public static string Normalize(string text) => IsSurelyNormal(text) ? text : Compose(Decompose(text));

    private static bool IsSurelyNormal(string text)
    {
        var first = text.AsSpan().IndexOfAnyInRange('\u0300', '\uFFFF');
        if (first < 0)
        {
            return true;
        }

        foreach (var rune in text.AsSpan(first).EnumerateRunes())
        {
            if (rune.Value >= 0x300 && SuspectMarks.Contains(rune.Value))
            {
                return false;
            }
        }

        return true;
    }

    private static List<int> Decompose(string text)
    {
        List<int> result = new(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Add(result, rune.Value);
        }

        for (var i = 0; i < result.Count; i++)
        {
            var end = i;
            while (end < result.Count && Class(result[end]) != 0)
            {
                end++;
            }

            if (end - i > 1)
            {
                var ordered = result.GetRange(i, end - i).OrderBy(Class).ToArray(); // a stable sort
                for (var k = 0; k < ordered.Length; k++)
                {
                    result[i + k] = ordered[k];
                }
            }

            i = end;
        }

        return result;
    }

    private static void Add(List<int> result, int value)
    {
        if (Decomposition.TryGetValue(value, out var parts))
        {
            foreach (var part in parts)
            {
                Add(result, part);
            }
        }
        else if (value - HangulS is >= 0 and < CountS and var s)
        {
            result.Add(HangulL + (s / (CountV * CountT)));
            result.Add(HangulV + (s % (CountV * CountT) / CountT));
            if (s % CountT != 0)
            {
                result.Add(HangulT + (s % CountT));
            }
        }
        else
        {
            result.Add(value);
        }
    }

    private static string Compose(List<int> values)
    {
        var starter = -1;
        var lastClass = -1;
        var kept = 0;
        for (var i = 0; i < values.Count; i++)
        {
            var value = values[i];
            var combining = Class(value);
            var adjacent = starter >= 0 && lastClass == -1;
            if (starter >= 0 && (adjacent || lastClass < combining) && TryCompose(values[starter], value) is { } composed)
            {
                values[starter] = composed;
                continue;
            }

            if (combining == 0)
            {
                (starter, lastClass) = (kept, -1);
            }
            else
            {
                lastClass = combining;
            }

            values[kept++] = value;
        }

        var builder = new StringBuilder(kept);
        for (var i = 0; i < kept; i++)
        {
            builder.Append(new Rune(values[i]).ToString());
        }

        return builder.ToString();
    }

    private static int? TryCompose(int first, int second)
    {
        if (first - HangulL is >= 0 and < CountL and var l && second - HangulV is >= 0 and < CountV and var v)
        {
            return HangulS + (((l * CountV) + v) * CountT);
        }

        if (first - HangulS is >= 0 and < CountS and var s && s % CountT == 0 && second - HangulT is > 0 and < CountT and var t)
        {
            return HangulS + s + t;
        }

        return Composition.TryGetValue((first, second), out var composed) ? composed : null;
    }

    private static int Class(int value) => value < 0x300 ? 0 : CombiningClasses.GetValueOrDefault(value);

    private static FrozenDictionary<int, int[]> ParseDecompositions() =>
        NfcData.Decompositions.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.TrimEnd('!').Split('=', '+').Select(Hex).ToArray())
            .ToFrozenDictionary(entry => entry[0], entry => entry[1..]);

    private static FrozenDictionary<(int, int), int> Compositions() =>
        NfcData.Decompositions.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(entry => !entry.EndsWith('!'))
            .Select(entry => entry.Split('=', '+').Select(Hex).ToArray())
            .ToFrozenDictionary(entry => (entry[1], entry[2]), entry => entry[0]);

    private static FrozenDictionary<int, byte> ParseClasses() =>
        NfcData.Classes.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('-', ':').Select(Hex).ToArray())
            .SelectMany(entry => Enumerable.Range(entry[0], entry[1] - entry[0] + 1).Select(value => (value, (byte)entry[2])))
            .ToFrozenDictionary(entry => entry.value, entry => entry.Item2);

    /// <summary>What may not stand as it is in form C: characters that never do, combining ones, and second halves of a composition.</summary>
    private static FrozenSet<int> Suspects() =>
        NfcData.Decompositions.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Where(entry => entry.EndsWith('!')).Select(entry => Hex(entry.Split('=')[0]))
            .Concat(Composition.Keys.Select(pair => pair.Item2))
            .Concat(CombiningClasses.Keys)
            .Concat(Enumerable.Range(HangulV, CountV)).Concat(Enumerable.Range(HangulT + 1, CountT - 1))
            .ToFrozenSet();

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
