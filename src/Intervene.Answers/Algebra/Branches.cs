using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;


namespace Intervene.Answers.Algebra;

/// <summary>Values of functions given by cases.</summary>
internal static class Branches
{
    /// <summary>The value of the first row whose condition holds.</summary>
    public static ComplexBall Value(Node cases, Evaluator evaluator)
    {
        foreach (var row in cases.Children)
        {
            if (row.Children.Length < 2 || Holds(row.Children[^1], evaluator))
            {
                return evaluator.Value(row[0] is { Kind: NodeKind.List, Children.Length: 1 } single ? single[0] : row[0]);
            }
        }

        throw new NoValueException("no branch holds", true);
    }

    private static bool Holds(Node condition, Evaluator evaluator)
    {
        if (condition.Kind == NodeKind.Text)
        {
            return condition.Name.Contains("otherwise", StringComparison.OrdinalIgnoreCase)
                || condition.Name.Contains("else", StringComparison.OrdinalIgnoreCase);
        }

        if (condition.Kind == NodeKind.Multiply && condition[0].Kind == NodeKind.Text)
        {
            condition = condition.Children[^1];
        }

        if (condition.Kind != NodeKind.Relation)
        {
            throw new NoValueException("a condition that is not a relation");
        }

        var operators = condition.Name.Split(' ');
        for (var i = 0; i < operators.Length; i++)
        {
            var gap = evaluator.Math.Subtract(evaluator.Value(condition[i]), evaluator.Value(condition[i + 1]));
            var sign = gap.Re.IsExactZero ? 0 : gap.Re.Sign != 0 ? gap.Re.Sign : throw new NoValueException("a condition that is not certain");
            var holds = operators[i] switch
            {
                "<" => sign < 0,
                ">" => sign > 0,
                "<=" => sign <= 0,
                ">=" => sign >= 0,
                "=" => sign == 0,
                "!=" => sign != 0,
                _ => throw new NoValueException("a condition that is not an order")
            };
            if (!holds)
            {
                return false;
            }
        }

        return true;
    }
}
