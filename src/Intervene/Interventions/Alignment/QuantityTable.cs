using System.Globalization;
using Intervene.Interventions.Claims;
using Intervene.Interventions.Reading;

namespace Intervene.Interventions.Alignment;

/// <summary>What the numbers of a solution stand for: the question's numbers, what follows from them, what was worked out so far.</summary>
internal sealed class QuantityTable
{
    private const int MostMeanings = 4;

    /// <summary>Numbers too common to be traced to the question: a 2 is as often "twice" or "both".</summary>
    private static readonly HashSet<Rational> Common = [Rational.Of(0), Rational.Of(1), Rational.Of(2), Rational.Of(100), new Rational(1, 2)];

    private static readonly Rational One = Rational.Of(1);
    private static readonly Rational Hundred = Rational.Of(100);
    private static readonly Rational Thousand = Rational.Of(1000);
    private static readonly QuantityPolynomial OneTerm = QuantityPolynomial.Constant(One);
    private static readonly QuantityPolynomial HundredTerm = QuantityPolynomial.Constant(Hundred);

    private readonly Dictionary<Rational, QuantityPolynomial> _given = [];
    private readonly Dictionary<Rational, List<QuantityPolynomial>> _learnt = [];
    private readonly IReadOnlyDictionary<Rational, IReadOnlyList<QuantityPolynomial>>? _reference;

    /// <summary>The table of a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="reference">Values of the reference, for numbers that a solution states without deriving them.</param>
    public QuantityTable(string question, IReadOnlyDictionary<Rational, IReadOnlyList<QuantityPolynomial>>? reference = null)
    {
        _reference = reference;
        Question = NumberReader.Read(question).ToHashSet();
        foreach (var number in Question.Where(static number => number.IsInteger))
        {
            _given[number] = Common.Contains(number) ? QuantityPolynomial.Constant(number) : Symbol(number);
        }

        // Of 25% the 25 is the quantity and 0.25 follows; of 3/4 the 3 and the 4 are, and 0.75 follows; a lone 0.75 is one itself.
        foreach (var number in Question.Where(static number => number.IsInteger)
            .OrderBy(number => Question.Contains(number / Hundred) ? 0 : 1).ThenBy(static number => number))
        {
            Derive(number);
        }

        foreach (var number in Question.Where(static number => !number.IsInteger).Order())
        {
            var (over, under) = (Rational.Of(number.Numerator), Rational.Of(number.Denominator));
            _given.TryAdd(number, Common.Contains(number) ? QuantityPolynomial.Constant(number)
                : Question.Contains(over) && Question.Contains(under) ? QuantityPolynomial.Divide(_given[over], _given[under])! : Symbol(number));
            Derive(number);
        }
    }

    /// <summary>The numbers of the question, in digits and in words.</summary>
    public IReadOnlySet<Rational> Question { get; }

    /// <summary>The question's numbers with their inverses, percentages and complements.</summary>
    public IReadOnlyDictionary<Rational, QuantityPolynomial> Given => _given;

    /// <summary>Whether the solution has stated a value so far.</summary>
    public bool HasLearnt(Rational number) => _learnt.ContainsKey(number);

    /// <summary>What a number may stand for, what was worked out last first.</summary>
    public IReadOnlyList<QuantityPolynomial> Meanings(Rational number)
    {
        var meanings = new List<QuantityPolynomial>();
        if (_learnt.TryGetValue(number, out var learnt))
        {
            meanings.AddRange(learnt);
        }

        if (_given.TryGetValue(number, out var given))
        {
            meanings.Add(given);
        }

        if (learnt is null && _reference is not null && _reference.TryGetValue(number, out var reference))
        {
            meanings.AddRange(reference.Take(2));
        }

        return meanings.Count == 0 ? [QuantityPolynomial.Constant(number)] : [.. meanings.Distinct().Take(MostMeanings)];
    }

    /// <summary>Takes note of a value that the solution states.</summary>
    public void Learn(Rational value, IReadOnlyList<QuantityPolynomial> meanings)
    {
        var learnt = _learnt.TryGetValue(value, out var known) ? known : [];
        var latest = meanings.Count == 0 ? [QuantityPolynomial.Constant(value)] : meanings.Take(MostMeanings - 1);
        _learnt[value] = [.. latest.Concat(learnt).Distinct().Take(MostMeanings + 1)];
    }

    private static QuantityPolynomial Symbol(Rational number) =>
        QuantityPolynomial.Symbol(string.Create(CultureInfo.InvariantCulture, $"{number.Numerator}/{number.Denominator}"));

    /// <summary>Adds what commonly follows from a number: its inverse, its share of a hundred, what remains of one or of a hundred.</summary>
    private void Derive(Rational number)
    {
        if (Common.Contains(number))
        {
            return;
        }

        var symbol = _given[number];
        if (number.CompareTo(One) < 0)
        {
            _given.TryAdd(One - number, QuantityPolynomial.Add(OneTerm, symbol, subtract: true)!);
            _given.TryAdd(One + number, QuantityPolynomial.Add(OneTerm, symbol)!);
            _given.TryAdd(number * Hundred, QuantityPolynomial.Multiply(HundredTerm, symbol)!);
        }
        else if (number.CompareTo(Thousand) <= 0)
        {
            var share = number / Hundred;
            var part = QuantityPolynomial.Divide(symbol, HundredTerm)!;
            _given.TryAdd(share, part);
            _given.TryAdd(One - share, QuantityPolynomial.Add(OneTerm, part, subtract: true)!);
            _given.TryAdd(One + share, QuantityPolynomial.Add(OneTerm, part)!);
            _given.TryAdd(Hundred - number, QuantityPolynomial.Add(HundredTerm, symbol, subtract: true)!);
            _given.TryAdd(Hundred + number, QuantityPolynomial.Add(HundredTerm, symbol)!);
        }

        _given.TryAdd(One / number, QuantityPolynomial.Divide(OneTerm, symbol)!);
    }
}
