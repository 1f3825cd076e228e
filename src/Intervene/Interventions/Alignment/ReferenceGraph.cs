using Intervene.Interventions.Claims;
using Intervene.Interventions.Reading;

namespace Intervene.Interventions.Alignment;

/// <summary>What a reference solution asserts: its values and what they are made of.</summary>
internal sealed class ReferenceGraph
{
    private ReferenceGraph(string question, string solution)
    {
        Table = new QuantityTable(question);
        var lines = ReferenceLine.Of(solution);
        Lines = lines;
        Assertions = [.. lines.SelectMany((line, index) => AssertionReader.Read(line.Text, index, Table))];
        var values = new Dictionary<Rational, List<QuantityPolynomial>>();
        foreach (var assertion in Assertions.Where(assertion => assertion.IsCalculated || !Table.Given.ContainsKey(assertion.Value)))
        {
            if (!values.TryGetValue(assertion.Value, out var meanings))
            {
                values[assertion.Value] = meanings = [];
            }

            meanings.AddRange(assertion.Meanings.Except(meanings));
        }

        Values = values.ToDictionary(static entry => entry.Key, static entry => (IReadOnlyList<QuantityPolynomial>)entry.Value);
        Meanings = Values.Values.SelectMany(static meanings => meanings).ToHashSet();
        Numbers = NumberReader.Read(solution).ToHashSet();
        Implied = NumberReader.Implied(question).Except(Table.Question).ToHashSet();
        var factors = Numbers.Where(number => !Table.Question.Contains(number) && !Values.ContainsKey(number));
        Rational[] constants = [Rational.Of(1), Rational.Of(2), Rational.Of(4), Rational.Of(100), .. Implied, .. factors];
        Constants = constants.Where(static number => !number.IsZero).SelectMany(static number => new[] { number, Rational.Of(1) / number })
            .ToHashSet();
        Rational[] common = [Rational.Of(1), Rational.Of(2), Rational.Of(100)];
        Known = Values.Keys.Concat(Table.Given.Keys).Concat(Implied).Concat(Numbers).Concat(common).ToHashSet();
    }

    /// <summary>The lines of the solution.</summary>
    public IReadOnlyList<ReferenceLine> Lines { get; }

    /// <summary>The question's numbers.</summary>
    public QuantityTable Table { get; }

    /// <summary>The assertions, in order; an assertion's step is its line.</summary>
    public IReadOnlyList<Assertion> Assertions { get; }

    /// <summary>The values that the solution works out.</summary>
    public IReadOnlyDictionary<Rational, IReadOnlyList<QuantityPolynomial>> Values { get; }

    /// <summary>What these values stand for.</summary>
    public IReadOnlySet<QuantityPolynomial> Meanings { get; }

    /// <summary>Every number that the solution mentions.</summary>
    public IReadOnlySet<Rational> Numbers { get; }

    /// <summary>Factors between the units of the question.</summary>
    public IReadOnlySet<Rational> Implied { get; }

    /// <summary>Factors that may stand between a part of a value and the value.</summary>
    public IReadOnlySet<Rational> Constants { get; }

    /// <summary>Every number that the question or the reference supports.</summary>
    public IReadOnlySet<Rational> Known { get; }

    /// <summary>Reads a reference solution.</summary>
    public static ReferenceGraph Read(string question, string solution) => new(question, solution);
}
