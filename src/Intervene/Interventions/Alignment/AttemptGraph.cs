using Intervene.Interventions.Claims;

namespace Intervene.Interventions.Alignment;

/// <summary>What an attempt asserts, each value beside the reference: agreed with, a part of it, leading to it, or nowhere in it.</summary>
internal sealed class AttemptGraph
{
    /// <summary>Above as many assertions no value is tried in another's place; the search is quadratic.</summary>
    private const int MostForRepair = 80;

    private readonly bool[] _agrees;
    private readonly bool[] _validated;
    private readonly bool[] _unsupported;
    private readonly List<int>[] _operandsOf;

    private AttemptGraph(ReferenceGraph reference, string question, IReadOnlyList<string> steps)
    {
        Reference = reference;
        Table = new QuantityTable(question, reference.Values);
        Assertions = [.. steps.SelectMany((step, index) => AssertionReader.Read(step, index, Table))];
        var count = Assertions.Count;
        (_agrees, _validated, _unsupported) = (new bool[count], new bool[count], new bool[count]);
        _operandsOf = new List<int>[count];
        var latest = new Dictionary<Rational, int>();
        for (var i = 0; i < count; i++)
        {
            var assertion = Assertions[i];
            _operandsOf[i] = [.. assertion.Operands.Distinct().Where(latest.ContainsKey).Select(operand => latest[operand])];
            if (assertion.IsCalculated)
            {
                latest[assertion.Value] = i;
            }

            _agrees[i] = assertion.Holds && !IsMiscalculated(i)
                && (assertion.Meanings.Any(reference.Meanings.Contains) || reference.Values.ContainsKey(assertion.Value)
                    || (!assertion.IsCalculated && Restates(assertion)));
        }

        for (var i = count - 1; i >= 0; i--)
        {
            _validated[i] |= _agrees[i];
            if (_validated[i] && Assertions[i].IsCalculated)
            {
                foreach (var operand in _operandsOf[i].Where(operand => Assertions[operand].Holds))
                {
                    _validated[operand] = true;
                }
            }
        }

        for (var i = 0; i < count; i++)
        {
            _unsupported[i] = !Assertions[i].Holds || IsMiscalculated(i) || (Assertions[i].IsCalculated && !_validated[i] && !IsPart(Assertions[i]));
        }
    }

    /// <summary>The reference.</summary>
    public ReferenceGraph Reference { get; }

    /// <summary>What the attempt's numbers stand for.</summary>
    public QuantityTable Table { get; }

    /// <summary>The assertions, in order.</summary>
    public IReadOnlyList<Assertion> Assertions { get; }

    /// <summary>Reads an attempt beside a reference.</summary>
    public static AttemptGraph Read(ReferenceGraph reference, string question, IReadOnlyList<string> steps) => new(reference, question, steps);

    /// <summary>Whether a value is the reference's, or led the attempt to a value of the reference.</summary>
    public bool IsValidated(int assertion) => _validated[assertion];

    /// <summary>Whether the reference has what a calculation gives, and not what the attempt says that it gives.</summary>
    public bool IsMiscalculated(int assertion)
    {
        var found = Assertions[assertion];
        return found.Calculation is { } calculation && !Reference.Values.ContainsKey(found.Value) && !Reference.Numbers.Contains(found.Value)
            && Meanings.Value(calculation, Nothing) is { } value && value != found.Value && Reference.Values.ContainsKey(value)
            && !value.RoundsTo(found.Value, 0);
    }

    /// <summary>Whether an assertion is false, or a calculation that neither stands in the reference, nor is a part of it, nor leads there.</summary>
    public bool IsUnsupported(int assertion) => _unsupported[assertion];

    /// <summary>
    /// Whether a calculation that the reference does not know takes the numbers of one of its own: <c>40 + 15</c> for <c>40 - 15</c>.
    /// </summary>
    public bool IsOtherOperation(int assertion)
    {
        var found = Assertions[assertion];
        return found is { IsCalculated: true, Operands.Count: > 1 } && !_agrees[assertion] && Reference.Assertions.Any(own =>
            own.IsCalculated && own.Value != found.Value && own.Operands.Count == found.Operands.Count
            && own.Operands.Order().SequenceEqual(found.Operands.Order()));
    }

    /// <summary>Whether a calculation, whatever it is said to give, stands in the reference or is a part of it.</summary>
    public bool IsOfReference(Assertion assertion) => assertion.Meanings.Any(Reference.Meanings.Contains) || IsPart(assertion);

    /// <summary>
    /// The calculations which alone, given a value of the reference or the question instead of their own, make the attempt end in the gold answer.
    /// </summary>
    /// <param name="final">The attempt's final value.</param>
    /// <param name="gold">The gold value.</param>
    public IReadOnlyList<int> Repairs(Rational final, Rational gold)
    {
        var repairs = new List<int>();
        var calculations = Enumerable.Range(0, Assertions.Count).Where(i => Assertions[i].IsCalculated).ToArray();
        if (calculations.Length > MostForRepair)
        {
            return repairs;
        }

        for (var k = 0; k < calculations.Length; k++)
        {
            var at = calculations[k];
            if (!_agrees[at] && Reference.Known.Any(value => value != Assertions[at].Value && EndsIn(calculations, k, value, final, gold)))
            {
                repairs.Add(at);
            }
        }

        return repairs;
    }

    private bool EndsIn(int[] calculations, int k, Rational value, Rational final, Rational gold)
    {
        var changed = Assertions[calculations[k]];
        var exchanged = new Dictionary<Rational, Rational> { [changed.Value] = value };
        foreach (var i in calculations.Skip(k + 1))
        {
            var next = Assertions[i];
            if (next.Calculation is null || (next.Value == changed.Value && next.Operands.SequenceEqual(changed.Operands)))
            {
                continue;
            }

            if (Meanings.Value(next.Calculation, exchanged) is not { } now)
            {
                continue;
            }

            if (now != Meanings.Value(next.Calculation, Nothing))
            {
                exchanged[next.Value] = now;
            }
            else
            {
                exchanged.Remove(next.Value);
            }
        }

        return exchanged.TryGetValue(final, out var end) && end == gold;
    }

    private static readonly Dictionary<Rational, Rational> Nothing = [];

    private bool Restates(Assertion assertion) => assertion.Meanings.Any(meaning => Table.Given.Values.Contains(meaning));

    /// <summary>Whether a calculation is a part of a value of the reference; a sum that only gives back a number of the question is none.</summary>
    private bool IsPart(Assertion assertion)
    {
        if (assertion.Sums && Restates(assertion))
        {
            return false;
        }

        var one = QuantityPolynomial.Constant(Rational.Of(1));
        return assertion.Meanings.Any(meaning => IsIn(meaning) || (meaning.IsTerm && IsIn(QuantityPolynomial.Divide(one, meaning)!)));

        bool IsIn(QuantityPolynomial part) => Reference.Meanings.Any(whole => part.IsPartOf(whole, Reference.Constants));
    }
}
