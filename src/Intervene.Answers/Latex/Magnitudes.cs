using Intervene.Answers.Numbers;

namespace Intervene.Answers.Latex;

/// <summary>Words after a number that multiply or divide it: millions, dozens, 万, tenths, and "squared".</summary>
internal static class Magnitudes
{
    private static readonly (string Word, long Size)[] Multiples =
    [
        ("hundred", 100), ("thousand", 1000), ("million", 1_000_000), ("billion", 1_000_000_000), ("trillion", 1_000_000_000_000), ("dozen", 12),
            ("lakh", 100_000), ("crore", 10_000_000), ("bn", 1_000_000_000), ("mn", 1_000_000), ("mio", 1_000_000), ("mrd", 1_000_000_000),
            ("mille", 1000), ("tausend", 1000), ("mil", 1000),
        ("millionen", 1_000_000), ("millone", 1_000_000), ("百万", 1_000_000), ("千万", 10_000_000), ("百", 100), ("千", 1000), ("万", 10_000),
            ("萬", 10_000), ("亿", 100_000_000), ("億", 100_000_000), ("백", 100), ("천", 1000), ("만", 10_000), ("억", 100_000_000),
    ];

    /// <summary>Names of parts, as the normal form of units spells them.</summary>
    private static readonly (string Word, long Parts)[] Parts =
        [("halve", 2), ("half", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("sixth", 6), ("seventh", 7), ("eighth", 8), ("ninth", 9),
            ("tenth", 10), ("hundredth", 100), ("thousandth", 1000), ("millionth", 1_000_000)];

    private static readonly string[] MetricUnits = ["千克", "千米", "千瓦", "千卡", "百分"];

    /// <summary>The value that a number with such words is, and the words that remain.</summary>
    public static (Node Value, string Unit) Applied(Node value, string unit)
    {
        foreach (var (word, size) in Multiples)
        {
            var metric = Array.Exists(MetricUnits, name => unit.StartsWith(name, StringComparison.Ordinal));
            if (unit.StartsWith(word, StringComparison.Ordinal) && !metric
                && (unit.Length == word.Length || unit[word.Length] == ' ' || word[0] >= 0x2e80))
            {
                (value, unit) = (new Node(NodeKind.Multiply, "", value, Node.Number(Rational.Of(size))), unit[word.Length..].TrimStart());
            }
        }

        foreach (var (word, parts) in Parts)
        {
            if (unit == word)
            {
                return (new Node(NodeKind.Divide, "", value, Node.Number(Rational.Of(parts))), "");
            }
        }

        return unit switch
        {
            "squared" => (new Node(NodeKind.Power, "", value, Node.Number(Rational.Of(2))), ""),
            "cubed" => (new Node(NodeKind.Power, "", value, Node.Number(Rational.Of(3))), ""),
            "factorial" => (new Node(NodeKind.Function, "factorial", value), ""),
            _ => (value, unit),
        };
    }
}
