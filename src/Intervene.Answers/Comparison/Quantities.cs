using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;


namespace Intervene.Answers.Comparison;

/// <summary>Compares scalars with their units, percent signs, degrees, bases and decimals.</summary>
internal sealed class Quantities(ComparisonRules rules, Scalars scalars)
{
    public Match Compare(Node gold, Node answer)
    {
        (gold, var unit) = UnitSplit.Of(gold);
        (answer, var other) = UnitSplit.Of(answer);
        if (other.Length == 0 && answer.Any(static n => n.Kind is NodeKind.Symbol or NodeKind.Text) && !Forms.HasVariables(gold)
            && gold.Kind != NodeKind.Text && UnitSplit.Letters(answer) is { } letters
            && (unit.Length > 0 || rules.IgnoreUnits || letters.Unit.Contains('/') || letters.Unit.Contains('^')))
        {
            (answer, other) = letters;
        }

        var plain = gold.Kind is not (NodeKind.Degree or NodeKind.Percent) && answer.Kind is not (NodeKind.Degree or NodeKind.Percent);
        if (!rules.IgnoreUnits && (unit.Length > 0 || other.Length > 0) && (unit.Length > 0 && other.Length > 0 || !plain))
        {
            var from = Measure.Of(unit);
            var to = Measure.Of(other);
            if (!plain && (from.IsRadian && answer.Kind == NodeKind.Degree || to.IsRadian && gold.Kind == NodeKind.Degree))
            {
                return Decimal(Radians(gold), Radians(answer));
            }

            if (!from.Fits(to) || (from.Nouns.Length > 0 && to.Nouns.Length > 0 && from.Nouns != to.Nouns
                && (!rules.AnyNoun || from.IsTime || to.IsTime)))
            {
                return Match.No("unit");
            }

            (gold, answer) = (Scaled(gold, from.Size), Scaled(answer, to.Size));
        }

        if (Based(gold, answer) is { } based)
        {
            return based;
        }

        if (rules.RequireReduced && !gold.Equals(answer) && !Forms.IsReduced(gold, answer))
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
            return new Match(gold.Equals(answer), "base");
        }

        var plain = gold.Kind == NodeKind.Base ? answer : gold;
        var numeral = gold.Kind == NodeKind.Base ? gold : answer;
        var decimalBase = numeral[1] is { Kind: NodeKind.Number } radix && radix.Value.Equals(Rational.Of(10));
        return decimalBase || gold.Kind == NodeKind.Base ? scalars.Compare(numeral[0], plain) : Match.No("base");
    }

    /// <summary>
    /// A percentage is its hundredth part. The sign may also be left out of an answer, and, above one, be added to a gold: a gold of a data set is
    /// often a percentage without its sign. At and below one the bare number is a share, and the sign counts.
    /// </summary>
    private Match Percents(Node gold, Node answer)
    {
        var goldPercent = gold.Kind == NodeKind.Percent;
        var answerPercent = answer.Kind == NodeKind.Percent;
        if (goldPercent && answerPercent || rules.IgnorePercent && (goldPercent || answerPercent))
        {
            return Decimal(goldPercent ? gold[0] : gold, answerPercent ? answer[0] : answer);
        }

        if (goldPercent && (rules.BarePercent && Decimal(gold[0], answer).IsYes
            || Decimal(gold[0], new Node(NodeKind.Multiply, "", answer, Node.Number(Rational.Of(100)))).IsYes)
            || answerPercent && rules.BarePercent && scalars.Order(gold, Node.Number(Rational.One)) is > 0 && Decimal(gold, answer[0]).IsYes)
        {
            return Match.Yes("percent");
        }

        var oneDegree = (gold.Kind == NodeKind.Degree) != (answer.Kind == NodeKind.Degree);
        var plain = Decimal(gold.Kind == NodeKind.Degree ? gold[0] : gold, answer.Kind == NodeKind.Degree ? answer[0] : answer);
        if (plain.IsYes || !oneDegree || !rules.DegreesAsRadians)
        {
            return plain;
        }

        return Decimal(Radians(gold), Radians(answer)) is { IsYes: true } ? Match.Yes("degrees") : plain;
    }

    private static Node Radians(Node node) => node.Kind == NodeKind.Degree
        ? new Node(NodeKind.Multiply, "", node[0], new Node(NodeKind.Divide, "", new Node(NodeKind.Constant, "pi"), Node.Number(Rational.Of(180))))
        : node;

    /// <summary>
    /// Equality. A gold in decimals, with three significant digits or more, also stands for every number without a finite decimal expansion that
    /// rounds to it; a decimal answer is the number that it writes, whatever the gold is.
    /// </summary>
    private Match Decimal(Node gold, Node answer)
    {
        var exact = scalars.Compare(gold, answer);
        if (exact.IsYes || (!gold.IsDecimal && !answer.IsDecimal) || Forms.HasVariables(gold) || Forms.HasVariables(answer))
        {
            return exact;
        }

        if (rules.Decimals > 0)
        {
            var (literal, other) = gold.IsDecimal && !(answer.IsDecimal && answer.Decimals < gold.Decimals) ? (gold, answer) : (answer, gold);
            return Within(literal, other, Rational.Of(1, System.Numerics.BigInteger.Pow(10, rules.Decimals))) ? Match.Yes("decimals") : exact;
        }

        return gold.IsDecimal && !answer.IsDecimal && Decimals.StandsFor(gold, answer, scalars) ? Match.Yes("rounded")
            : gold.IsDecimal && Decimals.IsStored(gold, answer, scalars) ? Match.Yes("stored") : exact;
    }

    private bool Within(Node literal, Node other, Rational tolerance) =>
        scalars.Order(Node.Number(literal.Value - tolerance), other) is <= 0 && scalars.Order(other, Node.Number(literal.Value + tolerance)) is <= 0;
}
