using System.Collections.Frozen;

namespace Intervene.Interventions.Claims;

/// <summary>The words that the reader of claims knows.</summary>
internal static class ClaimWords
{
    /// <summary>Functions that plain text names.</summary>
    public static readonly FrozenSet<string> Functions = Set("sqrt sin cos tan ln pi gcd lcm frac floor ceil");

    /// <summary>Operators that plain text names.</summary>
    public static readonly FrozenDictionary<string, string> Operators =
        new Dictionary<string, string> { ["times"] = "*", ["plus"] = "+", ["minus"] = "-", ["mod"] = "mod" }
            .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Words that end the units of a number and begin another clause.</summary>
    public static readonly FrozenSet<string> Clauses = Set(
        """
        and but so which is are was were then or because since while when where if that this these he she they we it has have had
        gives giving equals equal to therefore thus hence with as than more less fewer remaining after before not both either though
        again also would will can cannot must should does do did
        """);

    /// <summary>Words after which a number is only a part of what is meant: <c>half of 60 + 5</c>, <c>the sum of 3 + 4</c>.</summary>
    public static readonly FrozenSet<string> Attached = Set(
        """
        of by than half twice double triple third quarter from squared cubed root power remainder modulo base not percent first last
        next hundred thousand million billion log divided multiplied over between choose times plus minus dozen fifth fourth sixth
        tenth sum negative add adding subtract subtracting
        """);

    /// <summary>Words behind a number that change its value or go on with the calculation.</summary>
    public static readonly FrozenSet<string> Changing = Set(
        """
        hundred thousand million billion trillion dozen remainder percent halves thirds quarters squared cubed choose divided multiplied
        binary octal hexadecimal
        """);

    /// <summary>Words after which a bare number may begin an assertion: <c>we know that 15 = 3 * 5</c>.</summary>
    public static readonly FrozenSet<string> Introducing = Set(
        "that is get have gives so since then thus therefore hence as and obtain yields because");

    /// <summary>Words before "of" that name what the calculation behind it gives: <c>the area of 3 * 4</c>.</summary>
    public static readonly FrozenSet<string> Naming = Set(
        "area volume perimeter length width height distance total cost price amount profit revenue income salary weight sum balance bill");

    private static readonly FrozenSet<string> Units = Set(
        """
        cm mm km ft yd mi kg mg lb lbs oz ml mL sec secs min mins hr hrs hour hours mph kph km/h minute minutes second seconds day
        days week weeks month months year years yr yrs cent cents dollar dollars usd inch inches foot feet yard yards mile miles
        meter meters metre metres gram grams liter liters ounce ounces pound pounds percent degrees units unit pm am gal pt qt sq
        """);

    private static readonly FrozenSet<string> Small = Set(
        """
        of to is in at or if so we he it by on as an be do no up us my me go the and for are was has had per men new who out not can
        get now all one two six ten big red old box egg her his she you our its how due way bag car pie cup jar pen toy dog cat tv
        tvs mr ms
        """);

    /// <summary>Whether a word is a unit that may stand directly behind a number.</summary>
    public static bool IsUnit(string word) => Units.Contains(word) || Units.Contains(word.ToLowerInvariant());

    /// <summary>Whether two or three letters are a word of prose and no product of unknowns.</summary>
    public static bool IsSmall(string word) => Small.Contains(word.ToLowerInvariant());

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
