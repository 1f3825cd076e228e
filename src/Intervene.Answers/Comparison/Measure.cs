using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;


namespace Intervene.Answers.Comparison;

/// <summary>A unit as a size, powers of base dimensions, and the nouns that are no units.</summary>
internal sealed class Measure
{
    private const int MostPower = 12;

    private readonly int[] _powers = new int[UnitTable.Dimensions];

    /// <summary>How many base units one of it holds.</summary>
    public Rational Size { get; private set; } = Rational.One;

    /// <summary>The words that are no units, such as <c>students</c>.</summary>
    public string Nouns { get; private set; } = "";

    /// <summary>Whether the words are a half of the day.</summary>
    public bool IsTime => Nouns is " am" or " pm";

    /// <summary>Whether no word is a unit of measure.</summary>
    public bool IsNoun => Array.TrueForAll(_powers, static p => p == 0);

    /// <summary>Whether it is an angle in radians.</summary>
    public bool IsRadian => _powers[6] == 1 && _powers.Count(static p => p != 0) == 1;

    /// <summary>Whether both have the same powers of every base dimension.</summary>
    public bool Fits(Measure other) => _powers.AsSpan().SequenceEqual(other._powers);

    /// <summary>The measure that the words of a unit, in normal form, name.</summary>
    public static Measure Of(string unit)
    {
        Measure measure = new();
        var sign = 1;
        var prefix = 1;
        foreach (var word in unit.Replace("/", " / ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (word)
            {
                case "/":
                    sign = -1;
                    continue;
                case "square" or "cubic":
                    prefix = word == "square" ? 2 : 3;
                    continue;
            }

            var caret = word.IndexOf('^');
            var name = caret > 0 ? word[..caret] : word;
            var power = caret > 0 && int.TryParse(word.AsSpan(caret + 1), System.Globalization.NumberStyles.AllowLeadingSign,
                System.Globalization.CultureInfo.InvariantCulture, out var written) && Math.Abs(written) <= MostPower ? written : 1;
            measure.Take(name, sign * prefix * power, sign);
            (sign, prefix) = (1, 1);
        }

        return measure;
    }

    private void Take(string name, int power, int sign)
    {
        if (UnitTable.Find(name) is not { } unit)
        {
            Nouns += (sign < 0 ? " per " : " ") + name;
            return;
        }

        for (var i = 0; i < _powers.Length; i++)
        {
            _powers[i] += unit.Powers[i] * power;
        }

        for (var k = 0; k < Math.Abs(power); k++)
        {
            Size = power > 0 ? Size * unit.Size : Size / unit.Size;
        }
    }
}
