using System.Collections.Frozen;
using Intervene.Answers.Numbers;

namespace Intervene.Answers.Latex;

/// <summary>The units that convert: each as a size and powers of base dimensions.</summary>
internal static class UnitTable
{
    /// <summary>length, mass, time, current, temperature, amount, angle, dollar, euro, pound sterling, yen, celsius, fahrenheit, byte.</summary>
    public const int Dimensions = 14;

    private static readonly FrozenDictionary<string, (Rational Size, sbyte[] Powers)> Table = Build();

    /// <summary>The size and powers of a unit's singular name; null when the word is not a unit.</summary>
    public static (Rational Size, sbyte[] Powers)? Find(string name) => Table.TryGetValue(name, out var found) ? found : null;

    /// <summary>How many of the smaller unit make one of the larger, as minutes make an hour; null when they do not measure the same.</summary>
    public static Rational? Ratio(string larger, string smaller) =>
        Find(larger) is var (size, powers) && Find(smaller) is var (part, others) && powers.AsSpan().SequenceEqual(others)
            && size.CompareTo(part) > 0 ? size / part : null;

    private static FrozenDictionary<string, (Rational, sbyte[])> Build()
    {
        Dictionary<string, (Rational, sbyte[])> table = new(StringComparer.Ordinal);
        void Add(string names, long numerator, long denominator, params sbyte[] powers)
        {
            var all = new sbyte[Dimensions];
            powers.CopyTo(all, 0);
            foreach (var name in names.Split(' '))
            {
                table[name] = (Rational.Of(numerator, denominator), all);
            }
        }

        void Base(string names, int dimension, long numerator = 1, long denominator = 1)
        {
            var powers = new sbyte[Dimensions];
            powers[dimension] = 1;
            Add(names, numerator, denominator, powers);
        }

        Base("m meter metre", 0);
        Base("km kilometer kilometre", 0, 1000);
        Base("dm decimeter decimetre", 0, 1, 10);
        Base("cm centimeter centimetre", 0, 1, 100);
        Base("mm millimeter millimetre", 0, 1, 1000);
        Base("nm nanometer nanometre", 0, 1, 1_000_000_000);
        Base("angstrom", 0, 1, 10_000_000_000);
        Base("inch", 0, 254, 10_000);
        Base("ft foot", 0, 3048, 10_000);
        Base("yd yard", 0, 9144, 10_000);
        Base("mi mile", 0, 1_609_344, 1000);
        Base("kg kilogram", 1, 1000);
        Base("g gram", 1);
        Base("mg milligram", 1, 1, 1000);
        Base("ton tonne", 1, 1_000_000);
        Base("lb pound", 1, 45_359_237, 100_000);
        Base("oz ounce", 1, 45_359_237, 1_600_000);
        Base("s second", 2);
        Base("ms millisecond", 2, 1, 1000);
        Base("minute", 2, 60);
        Base("h hour", 2, 3600);
        Base("day", 2, 86_400);
        Base("week", 2, 604_800);
        Base("year yr", 2, 31_557_600);
        Base("A ampere amp", 3);
        Base("K kelvin", 4);
        Base("mol mole", 5);
        Base("rad radian", 6);
        Base("dollar usd buck", 7);
        Base("cent", 7, 1, 100);
        Base("euro eur", 8);
        Base("gbp sterling", 9);
        Base("yen jpy", 10);
        Base("celsius", 11);
        Base("fahrenheit", 12);
        Base("byte", 13);
        Base("kilobyte kb", 13, 1000);
        Base("megabyte mb", 13, 1_000_000);
        Add("L l liter litre", 1, 1000, 3);
        Add("ml mL milliliter millilitre", 1, 1_000_000, 3);
        Add("gallon gal", 3_785_411_784, 1_000_000_000_000, 3);
        Add("quart", 946_352_946, 1_000_000_000_000, 3);
        Add("acre", 40_468_564_224, 10_000_000, 2);
        Add("hectare ha", 10_000, 1, 2);
        Add("mph", 44704, 100_000, 1, 0, -1);
        Add("kph kmh kmph", 1000, 3600, 1, 0, -1);
        Add("Hz hertz", 1, 1, 0, 0, -1);
        Add("rpm", 1, 60, 0, 0, -1);
        Add("N newton", 1000, 1, 1, 1, -2);
        Add("J joule", 1000, 1, 2, 1, -2);
        Add("kJ kilojoule", 1_000_000, 1, 2, 1, -2);
        Add("W watt", 1000, 1, 2, 1, -3);
        Add("kW kilowatt", 1_000_000, 1, 2, 1, -3);
        Add("Pa pascal", 1000, 1, -1, 1, -2);
        Add("C coulomb", 1, 1, 0, 0, 1, 1);
        Add("V volt", 1000, 1, 2, 1, -3, -1);
        Add("ohm", 1000, 1, 2, 1, -3, -2);
        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
