using System.Text.RegularExpressions;
using Intervene.Answers.Extraction;
using Intervene.Interventions.Claims;
using Intervene.Interventions.Reading;

namespace Intervene.Interventions.Alignment;

/// <summary>Where an attempt departs from a reference solution.</summary>
/// <param name="Location">The 1-based number of the first step that departs, or null where none does.</param>
/// <param name="NextLine">The index of the first reference line that the steps before it have not established.</param>
internal readonly record struct Departure(int? Location, int NextLine);

/// <summary>Follows an attempt that is nothing but equations beside the lines of a reference solution: there the departure is exact.</summary>
/// <remarks>
/// A step departs when it states a false equation, or works with a number that neither the question, in digits or in words, nor the reference nor an
/// earlier true equation supports, or boxes such a number. Where no step does, the attempt departs after its last step that establishes a line.
/// </remarks>
internal static partial class BareCalculation
{
    /// <summary>Whether every step is an equation or a box, without a word.</summary>
    public static bool Is(IReadOnlyList<string> steps) =>
        steps.All(static step => !Word().IsMatch(step.Replace("\\boxed", "", StringComparison.Ordinal)))
        && steps.Any(static step => Equation.Read(step).Count > 0);

    /// <summary>Finds the departure of an attempt that is known to be wrong.</summary>
    public static Departure Find(string question, IReadOnlyList<ReferenceLine> lines, IReadOnlyList<string> steps)
    {
        var known = NumberReader.Read(question).Concat(NumberReader.Implied(question))
            .Concat(lines.SelectMany(static line => NumberReader.Read(line.Text, words: false))).ToHashSet();
        var next = 0;
        var lastAgreeing = 0;
        foreach (var (i, step) in steps.Index())
        {
            var equations = Equation.Read(step);
            if (equations.Any(static equation => !equation.Holds) || !Supported(equations, step, known))
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

        return BoxedAnswers.In(text) is not [.., var box] || NumberReader.Read(box, words: false).All(known.Contains);
    }

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Word();
}
