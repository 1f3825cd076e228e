using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using Intervene.Answers.Algebra;
using Intervene.Answers.Comparison;
using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;

namespace Intervene.Answers.Expressions;

/// <summary>
/// A formula in LaTeX or plain text, read once: an expression, or a chain of relations such as <c>a = b = c</c>. Text is parsed, never evaluated as
/// code. Immutable, so that threads may share it.
/// </summary>
public sealed class Expression
{
    /// <summary>Units of work that one call may use unless it is given others; about 20 ms on one core.</summary>
    public const long UsualFuel = 1_000_000;

    private const int Precision = 256;

    private readonly Node _tree;

    private Expression(Node tree, string text)
    {
        _tree = tree;
        Text = text;
    }

    /// <summary>The text that was read, or the printed form of a part.</summary>
    public string Text { get; }

    /// <summary>
    /// The relations of a chain in order, such as <c>=</c>, <c>&lt;=</c>, <c>!=</c> and <c>~</c> (nearly equal); empty for an expression.
    /// </summary>
    public IReadOnlyList<string> Relations => _tree.Kind == NodeKind.Relation ? _tree.Name.Split(' ') : [];

    /// <summary>
    /// The members between the relations of a chain, one more than <see cref="Relations"/>; the expression itself when there are none.
    /// </summary>
    public IReadOnlyList<Expression> Members => _tree.Kind == NodeKind.Relation ? [.. _tree.Children.Select(Part)] : [this];

    /// <summary>The names of the variables, each once, in ordinal order.</summary>
    public IReadOnlyList<string> Variables
    {
        get
        {
            SortedSet<string> names = new(StringComparer.Ordinal);
            Collect(_tree, names);
            return [.. names];
        }
    }

    /// <summary>Whether it is one value: no list, tuple, set, matrix, relation or words.</summary>
    public bool IsScalar => !_tree.Any(static n => n.Kind is NodeKind.List or NodeKind.Tuple or NodeKind.Set or NodeKind.SetBuilder or NodeKind.Union
        or NodeKind.Intersection
        or NodeKind.Difference or NodeKind.Relation or NodeKind.Matrix or NodeKind.Text or NodeKind.Ratio or NodeKind.Ellipsis);

    /// <summary>Reads a formula; never throws for what the text holds.</summary>
    /// <param name="text">LaTeX or plain mathematics, with or without dollars.</param>
    /// <param name="expression">The expression; null when the text is not in the grammar.</param>
    /// <param name="failure">Why it is not; empty when it is.</param>
    /// <param name="fuel">Units of work allowed.</param>
    /// <returns>Whether the text was read.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out Expression? expression, out string failure, long fuel = UsualFuel)
    {
        ArgumentNullException.ThrowIfNull(text);
        (expression, failure) = (null, "");
        try
        {
            expression = new(Parser.Parse(text, new Fuel(fuel)), text);
        }
        catch (Exception e) when (e is ParseException or OutOfFuelException)
        {
            failure = e is ParseException ? e.Message : "the formula is too long";
        }

        return expression is not null;
    }

    /// <summary>
    /// Decides whether two expressions are equal: exact rationals, then residues modulo primes and certified intervals at fixed sample points.
    /// </summary>
    /// <param name="other">The other expression.</param>
    /// <param name="fuel">Units of work allowed.</param>
    public Equality Compare(Expression other, long fuel = UsualFuel)
    {
        ArgumentNullException.ThrowIfNull(other);
        Fuel tank = new(fuel);
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            var match = IsScalar && other.IsScalar ? new Scalars(tank).Compare(_tree, other._tree)
                : new Comparer(new ComparisonRules(), tank).Compare(_tree, other._tree);
            return match.Equal is null || match.Rule == "undefined" ? Equality.Unknown : match.IsYes ? Equality.Equal : Equality.Different;
        }
        catch (Exception e) when (e is OutOfFuelException or NoValueException or ArithmeticException or InsufficientExecutionStackException)
        {
            return Equality.Unknown;
        }
    }

    /// <summary>The exact value of a constant; false when it holds variables, is irrational or is out of reach.</summary>
    /// <param name="numerator">The numerator of the fraction in lowest terms.</param>
    /// <param name="denominator">Its positive denominator.</param>
    /// <param name="fuel">Units of work allowed.</param>
    public bool TryExact(out BigInteger numerator, out BigInteger denominator, long fuel = UsualFuel)
    {
        var value = Attempt(() => Exact.Value(_tree, null, new Fuel(fuel)));
        (numerator, denominator) = value is { } fraction ? (fraction.Numerator, fraction.Denominator) : (BigInteger.Zero, BigInteger.One);
        return value is not null;
    }

    /// <summary>
    /// The value of a real constant as the double nearest to its certified enclosure; false when it has variables or no real value.
    /// </summary>
    /// <param name="value">The value; NaN when there is none.</param>
    /// <param name="fuel">Units of work allowed.</param>
    public bool TryApproximate(out double value, long fuel = UsualFuel)
    {
        var ball = Forms.HasVariables(_tree) ? null : Attempt(() => new Evaluator(Precision, new Assignment(0, false), new Fuel(fuel))
            .Value(_tree) is { IsReal: true } real ? real.Re : (Ball?)null);
        value = ball?.ToDouble() ?? double.NaN;
        return ball is not null && double.IsFinite(value);
    }

    /// <summary>The expression with another in place of a variable.</summary>
    /// <param name="name">The variable, as <see cref="Variables"/> spells it.</param>
    /// <param name="value">What takes its place.</param>
    public Expression With(string name, Expression value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return Part(Renaming.With(_tree, new Dictionary<string, Node>(StringComparer.Ordinal) { [name] = value._tree }));
    }

    /// <summary>The parsed form.</summary>
    public override string ToString() => _tree.ToString();

    private static Expression Part(Node node) => new(node, node.ToString());

    private static void Collect(Node node, SortedSet<string> names)
    {
        if (node.Kind == NodeKind.Symbol)
        {
            names.Add(node.Name);
        }

        foreach (var child in node.Children)
        {
            Collect(child, names);
        }
    }

    private static T? Attempt<T>(Func<T?> value)
        where T : struct
    {
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return value();
        }
        catch (Exception e) when (e is OutOfFuelException or NoValueException or ArithmeticException or InsufficientExecutionStackException)
        {
            return null;
        }
    }
}
