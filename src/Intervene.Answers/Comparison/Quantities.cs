using Intervene.Answers.Algebra;
using Intervene.Answers.Latex;

namespace Intervene.Answers.Comparison;

/// <summary>Compares scalars with their units, percent signs, degrees, bases and decimals.</summary>
internal sealed class Quantities(VerifierOptions options, Scalars scalars)
{
    private static readonly (string Word, long Size)[] Magnitudes = [("hundred", 100), ("thousand", 1000), ("million", 1_000_000), ("billion", 1_000_000_000), ("trillion", 1_000_000_000_000)];

    public Match Compare(Node gold, Node answer)
    {
        (gold, string unit) = Split(gold);
        (answer, string other) = Split(answer);
        if (Units.Find(unit) is { } from && Units.Find(other) is { } to && from.Dimension == to.Dimension)
        {
            gold = Scaled(gold, from.Size);
            answer = Scaled(answer, to.Size);
        }
        else if (unit.Length > 0 && other.Length > 0 && unit != other)
        {
            return Match.No("unit");
        }

        if (answer.Kind == NodeKind.Multiply && answer.Children.Length == 2 && !Forms.HasVariables(gold) && gold.Kind != NodeKind.Text
            && answer[0].Kind is NodeKind.Number or NodeKind.Divide && answer[1] is { Kind: NodeKind.Symbol, Name: "m" or "s" or "g" or "h" or "d" or "l" or "L" or "t" or "N" or "J" or "W" or "V" or "K" })
        {
            answer = answer[0];
        }

        if (Based(gold, answer) is { } based)
        {
            return based;
        }

        if (options.RequireReduced && gold.Kind == NodeKind.Number && gold.Value.IsInteger && answer.Kind == NodeKind.Divide)
        {
            return Match.No("not-reduced");
        }

        return Percents(gold, answer);
    }

    private static Node Scaled(Node value, Rational size) => new(NodeKind.Multiply, "", value, Node.Number(size));

    private static (Node Value, string Unit) Split(Node node)
    {
        string unit = "";
        while (node.Kind == NodeKind.Quantity)
        {
            unit = node.Name + unit;
            node = node[0];
        }

        foreach ((string word, long size) in Magnitudes)
        {
            if (unit.StartsWith(word, StringComparison.Ordinal))
            {
                (node, unit) = (Scaled(node, Rational.Of(size)), unit[word.Length..].TrimStart());
            }
        }

        return unit is "degree" or "°" ? (new Node(NodeKind.Degree, "", node), "") : unit is "percent" or "pct" ? (new Node(NodeKind.Percent, "", node), "") : (node, unit);
    }

    private Match? Based(Node gold, Node answer)
    {
        if (gold.Kind != NodeKind.Base && answer.Kind != NodeKind.Base)
        {
            return null;
        }

        if (gold.Kind == NodeKind.Base && answer.Kind == NodeKind.Base)
        {
            return new Match(gold.Hash == answer.Hash, "base");
        }

        Node plain = gold.Kind == NodeKind.Base ? answer : gold;
        Node numeral = gold.Kind == NodeKind.Base ? gold : answer;
        bool decimalBase = numeral[1] is { Kind: NodeKind.Number } radix && radix.Value.Equals(Rational.Of(10));
        return options.BaseOmitted || decimalBase || gold.Kind == NodeKind.Base ? scalars.Compare(numeral[0], plain) : Match.No("base");
    }

    private Match Percents(Node gold, Node answer)
    {
        bool goldPercent = gold.Kind == NodeKind.Percent;
        bool answerPercent = answer.Kind == NodeKind.Percent;
        if (goldPercent && answerPercent || options.IgnorePercent && (goldPercent || answerPercent))
        {
            return Decimal(goldPercent ? gold[0] : gold, answerPercent ? answer[0] : answer);
        }

        if (goldPercent && options.BarePercent && Decimal(gold[0], answer).IsYes)
        {
            return Match.Yes("percent");
        }

        bool oneDegree = (gold.Kind == NodeKind.Degree) != (answer.Kind == NodeKind.Degree);
        Match plain = Decimal(gold.Kind == NodeKind.Degree ? gold[0] : gold, answer.Kind == NodeKind.Degree ? answer[0] : answer);
        if (plain.IsYes || !oneDegree || !options.DegreesAsRadians)
        {
            return plain;
        }

        return Decimal(Radians(gold), Radians(answer)) is { IsYes: true } ? Match.Yes("degrees") : plain;
    }

    private static Node Radians(Node node) => node.Kind == NodeKind.Degree
        ? new Node(NodeKind.Multiply, "", node[0], new Node(NodeKind.Divide, "", new Node(NodeKind.Constant, "pi"), Node.Number(Rational.Of(180))))
        : node;

    /// <summary>Equality, or agreement to the decimals that a decimal literal gives.</summary>
    private Match Decimal(Node gold, Node answer)
    {
        Match exact = scalars.Compare(gold, answer);
        if (exact.IsYes || (!gold.IsDecimal && !answer.IsDecimal) || Forms.HasVariables(gold) || Forms.HasVariables(answer))
        {
            return exact;
        }

        (Node literal, Node other) = gold.IsDecimal && !answer.IsDecimal ? (gold, answer)
            : answer.IsDecimal && !gold.IsDecimal ? (answer, gold)
            : gold.Decimals <= answer.Decimals ? (gold, answer) : (answer, gold);
        if (options.Decimals > 0)
        {
            return Within(literal, other, Rational.Of(1, System.Numerics.BigInteger.Pow(10, options.Decimals))) ? Match.Yes("decimals") : exact;
        }

        int digits = (int)(System.Numerics.BigInteger.Abs(literal.Value.Numerator * System.Numerics.BigInteger.Pow(10, literal.Decimals) / literal.Value.Denominator).ToString(System.Globalization.CultureInfo.InvariantCulture).Length);
        bool enough = ReferenceEquals(literal, gold) ? digits >= 3 : !gold.IsDecimal && digits >= 6;
        return enough && Within(literal, other, Rational.Of(1, 2 * System.Numerics.BigInteger.Pow(10, literal.Decimals))) ? Match.Yes("rounded") : exact;
    }

    private bool Within(Node literal, Node other, Rational tolerance) =>
        scalars.Order(Node.Number(literal.Value - tolerance), other) is <= 0 && scalars.Order(other, Node.Number(literal.Value + tolerance)) is <= 0;
}
