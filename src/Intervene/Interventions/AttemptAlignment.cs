using Intervene.Interventions.Claims;

namespace Intervene.Interventions;

/// <summary>Where an attempt departs from a reference solution.</summary>
/// <param name="Location">The 1-based number of the first step that departs, or null where none does.</param>
/// <param name="NextLine">The index of the first reference line that the steps before it have not established.</param>
internal readonly record struct Departure(int? Location, int NextLine);

/// <summary>Follows an attempt step by step beside the lines of a reference solution.</summary>
/// <remarks>
/// A step departs when it states a false equation, or works with a number that neither the question, in digits or in words, nor the reference nor an
/// earlier true equation supports, or boxes such a number. Where no step does so, the attempt departs after its last step that establishes a reference line.
/// </remarks>
internal static class AttemptAlignment
{
    /// <summary>Finds the departure of an attempt that is known to be wrong.</summary>
    public static Departure Find(string question, IReadOnlyList<ReferenceLine> lines, IReadOnlyList<string> steps)
    {
        var known = EquationReader.Numbers(question).Concat(QuantityWords.Numbers(question)).Concat(lines.SelectMany(line => EquationReader.Numbers(line.Text))).ToHashSet();
        var next = 0;
        var lastAgreeing = 0;
        foreach (var (i, step) in steps.Index())
        {
            var equations = EquationReader.Read(step);
            if (equations.Any(equation => !equation.Holds) || !Supported(equations, step, known))
            {
                return new Departure(i + 1, next);
            }

            foreach (var equation in equations)
            {
                var line = Enumerable.Range(next, lines.Count - next).FirstOrDefault(at => lines[at].IsEstablishedBy(equation), -1);
                if (line >= 0)
                {
                    (next, lastAgreeing) = (line + 1, i + 1);
                }
                else if (lines.Any(other => other.IsEstablishedBy(equation)))
                {
                    lastAgreeing = i + 1;
                }
            }
        }

        return new Departure(lastAgreeing < steps.Count ? lastAgreeing + 1 : null, next);
    }

    /// <summary>Checks a step's operands in order, learning from its own true equations, then a boxed number.</summary>
    private static bool Supported(IReadOnlyList<Equation> equations, string text, HashSet<Rational> known)
    {
        foreach (var equation in equations)
        {
            // A split such as 213=200+10+3 brings its parts along; only its first side must be known.
            var operands = equation.Splits ? equation.Operands.Take(1) : equation.Operands;
            if (operands.Any(operand => !known.Contains(operand)))
            {
                return false;
            }

            known.Add(equation.Result);
            known.UnionWith(equation.Operands);
        }

        var box = text.LastIndexOf("\\boxed{", StringComparison.Ordinal);
        return box < 0 || EquationReader.Numbers(text[box..]).All(known.Contains);
    }
}
