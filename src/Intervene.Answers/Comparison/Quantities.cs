using Intervene.Answers.Algebra;
using Intervene.Answers.Latex;

namespace Intervene.Answers.Comparison;

/// <summary>Compares scalars with their units, percent signs, degrees, bases and decimals.</summary>
internal sealed class Quantities(VerifierOptions options, Scalars scalars)
{
    public Match Compare(Node gold, Node answer)
    {
        (gold, var unit) = UnitSplit.Of(gold);
        (answer, var other) = UnitSplit.Of(answer);
        if (other.Length == 0 && Forms.HasVariables(answer) && !Forms.HasVariables(gold) && gold.Kind != NodeKind.Text && UnitSplit.Letters(answer) is { } letters)
        {
            (answer, other) = letters;
        }

        var plain = gold.Kind is not (NodeKind.Degree or NodeKind.Percent) && answer.Kind is not (NodeKind.Degree or NodeKind.Percent);
        if (!options.IgnoreUnits && (unit.Length > 0 || other.Length > 0) && (unit.Length > 0 && other.Length > 0 || !plain))
        {
            var from = Measure.Of(unit);
            var to = Measure.Of(other);
            if (!plain && (from.IsRadian && answer.Kind == NodeKind.Degree || to.IsRadian && gold.Kind == NodeKind.Degree))
            {
                return Decimal(Radians(gold), Radians(answer));
            }

            if (!from.Fits(to) || (from.Nouns.Length > 0 && to.Nouns.Length > 0 && from.Nouns != to.Nouns && (!options.AnyNoun || from.IsTime || to.IsTime)))
            {
                return Match.No("unit");
            }

            (gold, answer) = (Scaled(gold, from.Size), Scaled(answer, to.Size));
        }

        if (Based(gold, answer) is { } based)
        {
            return based;
        }

        if (options.RequireReduced && gold.Hash != answer.Hash && !Forms.IsReduced(gold, answer))
        {
            return Match.No("not-reduced");
        }

        return Percents(gold, answer);
    }

    private static Node Scaled(Node value, Rational size) => size.Equals(Rational.One) ? value : new(NodeKind.Multiply, "", value, Node.Number(size));

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

        var plain = gold.Kind == NodeKind.Base ? answer : gold;
        var numeral = gold.Kind == NodeKind.Base ? gold : answer;
        var decimalBase = numeral[1] is { Kind: NodeKind.Number } radix && radix.Value.Equals(Rational.Of(10));
        return options.BaseOmitted || decimalBase || gold.Kind == NodeKind.Base ? scalars.Compare(numeral[0], plain) : Match.No("base");
    }

    private Match Percents(Node gold, Node answer)
    {
        var goldPercent = gold.Kind == NodeKind.Percent;
        var answerPercent = answer.Kind == NodeKind.Percent;
        if (goldPercent && answerPercent || options.IgnorePercent && (goldPercent || answerPercent))
        {
            return Decimal(goldPercent ? gold[0] : gold, answerPercent ? answer[0] : answer);
        }

        if (goldPercent && options.BarePercent && Decimal(gold[0], answer).IsYes)
        {
            return Match.Yes("percent");
        }

        var oneDegree = (gold.Kind == NodeKind.Degree) != (answer.Kind == NodeKind.Degree);
        var plain = Decimal(gold.Kind == NodeKind.Degree ? gold[0] : gold, answer.Kind == NodeKind.Degree ? answer[0] : answer);
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
        var exact = scalars.Compare(gold, answer);
        if (exact.IsYes || (!gold.IsDecimal && !answer.IsDecimal) || Forms.HasVariables(gold) || Forms.HasVariables(answer))
        {
            return exact;
        }

        (var literal, var other) = gold.IsDecimal && !answer.IsDecimal ? (gold, answer)
            : answer.IsDecimal && !gold.IsDecimal ? (answer, gold)
            : gold.Decimals <= answer.Decimals ? (gold, answer) : (answer, gold);
        if (options.Decimals > 0)
        {
            return Within(literal, other, Rational.Of(1, System.Numerics.BigInteger.Pow(10, options.Decimals))) ? Match.Yes("decimals") : exact;
        }

        var digits = (int)(System.Numerics.BigInteger.Abs(literal.Value.Numerator * System.Numerics.BigInteger.Pow(10, literal.Decimals) / literal.Value.Denominator).ToString(System.Globalization.CultureInfo.InvariantCulture).Length);
        var enough = ReferenceEquals(literal, gold) ? digits >= 3 : !gold.IsDecimal && digits >= 6;
        return enough && Within(literal, other, Rational.Of(1, 2 * System.Numerics.BigInteger.Pow(10, literal.Decimals))) ? Match.Yes("rounded") : exact;
    }

    private bool Within(Node literal, Node other, Rational tolerance) =>
        scalars.Order(Node.Number(literal.Value - tolerance), other) is <= 0 && scalars.Order(other, Node.Number(literal.Value + tolerance)) is <= 0;
}
