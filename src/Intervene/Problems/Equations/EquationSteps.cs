using System.Globalization;
using System.Text.RegularExpressions;

namespace Intervene.Problems.Equations;

/// <summary>
/// Equations of word problems as worked steps, one operation each, in the order in which they can be done: SVAMP's <c>( 8.0 - 3.0 ) * 2.0</c> and
/// MAWPS's prefix form <c>* - number0 number1 number2</c> both become <c>8 - 3 = 5</c>, <c>5 * 2 = 10</c>.
/// </summary>
public static partial class EquationSteps
{
    private const int MostTokens = 256;
    private const decimal Largest = 1e15m;

    /// <summary>The steps of an equation; null where it cannot be read, has no operation, divides by zero or leaves 15 digits.</summary>
    /// <param name="equation">Numbers, holes and <c>+ - * /</c>: with parentheses between the numbers, or before them.</param>
    /// <param name="numbers">Fill the holes <c>number0</c>, <c>number1</c> …, parted by blanks.</param>
    public static IReadOnlyList<EquationStep>? Of(string equation, string numbers = "")
    {
        var filled = numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var tokens = Token().Matches(equation);
        if (tokens.Count is 0 or > MostTokens || Token().Replace(equation, "").Trim().Length > 0)
        {
            return null;
        }

        var reader = new EquationReader([.. tokens.Select(token => Filled(token.Value, filled))]);
        return reader.Read() && reader.Steps.Count > 0 ? reader.Steps : null;
    }

    /// <summary>A number as steps write it: without a decimal point where it is whole, else with four decimals at most.</summary>
    /// <param name="value">The number.</param>
    public static string Text(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>The value of a plain number; null where it is none, or beyond 15 digits.</summary>
    /// <param name="text">The number.</param>
    public static decimal? Value(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && Math.Abs(value) < Largest ? value : null;

    /// <summary>A gold such as <c>51.0</c> as steps write it, <c>51</c>; one that is no plain decimal as it is.</summary>
    /// <param name="gold">The gold.</param>
    public static string Plain(string gold) => gold.Contains('.', StringComparison.Ordinal) && Value(gold) is { } value ? Text(value) : gold;

    /// <summary>Whether a line is a bare calculation, as <see cref="EquationStep.Text"/> writes them.</summary>
    /// <param name="line">The line.</param>
    public static bool IsCalculation(string line) => Calculation().IsMatch(line);

    private static string Filled(string token, string[] numbers) =>
        !token.StartsWith("number", StringComparison.Ordinal) ? token
        : int.TryParse(token["number".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var hole) && hole < numbers.Length
            ? numbers[hole] : "?";

    [GeneratedRegex(@"number\d+|(?<![\d.)]\s*)-?\d+(?:\.\d+)?|\d+(?:\.\d+)?|[-+*/()]", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex(@"^-?\d+(?:\.\d+)? [-+*/] -?\d+(?:\.\d+)? = -?\d+(?:\.\d+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Calculation();
}
