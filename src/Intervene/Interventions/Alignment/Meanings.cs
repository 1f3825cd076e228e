using Intervene.Interventions.Claims;

namespace Intervene.Interventions.Alignment;

/// <summary>The polynomials that a value may stand for: a 6 is the question's 6 or the 2·3 of an earlier line.</summary>
internal static class Meanings
{
    private const int Most = 8;

    /// <summary>The value of an expression in each combination of its numbers' meanings; none where it cannot be followed.</summary>
    /// <param name="postfix">The expression.</param>
    /// <param name="of">The meanings of a number.</param>
    public static IReadOnlyList<QuantityPolynomial> Of(IReadOnlyList<PostfixTerm> postfix, Func<Rational, IReadOnlyList<QuantityPolynomial>> of)
    {
        var stack = new Stack<IReadOnlyList<QuantityPolynomial>>();
        foreach (var term in postfix)
        {
            switch (term.Operation)
            {
                case '\0':
                    stack.Push(of(term.Number));
                    break;
                case '~':
                    stack.Push([.. stack.Pop().Select(static value => value.Negated())]);
                    break;
                default:
                    var right = stack.Pop();
                    stack.Push(Combine(term.Operation, stack.Pop(), right));
                    break;
            }
        }

        return stack.Pop();
    }

    /// <summary>The number that an expression gives when some of its numbers are exchanged; null where it divides by zero.</summary>
    public static Rational? Value(IReadOnlyList<PostfixTerm> postfix, IReadOnlyDictionary<Rational, Rational> exchanged)
    {
        var stack = new Stack<Rational>();
        foreach (var term in postfix)
        {
            if (term.Operation == '\0')
            {
                stack.Push(exchanged.GetValueOrDefault(term.Number, term.Number));
                continue;
            }

            var right = stack.Pop();
            if (term.Operation == '/' && right.IsZero)
            {
                return null;
            }

            stack.Push(term.Operation switch
            {
                '~' => -right,
                '+' => stack.Pop() + right,
                '-' => stack.Pop() - right,
                '*' => stack.Pop() * right,
                _ => stack.Pop() / right,
            });
        }

        return stack.Pop();
    }

    private static List<QuantityPolynomial> Combine(
        char operation, IReadOnlyList<QuantityPolynomial> left, IReadOnlyList<QuantityPolynomial> right)
    {
        var results = new List<QuantityPolynomial>();
        foreach (var a in left)
        {
            foreach (var b in right)
            {
                var result = operation switch
                {
                    '+' => QuantityPolynomial.Add(a, b),
                    '-' => QuantityPolynomial.Add(a, b, subtract: true),
                    '*' => QuantityPolynomial.Multiply(a, b),
                    _ => QuantityPolynomial.Divide(a, b),
                };
                if (result is not null && results.Count < Most && !results.Contains(result))
                {
                    results.Add(result);
                }
            }
        }

        return results;
    }
}
