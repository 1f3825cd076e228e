using System.Globalization;
using System.Text;

namespace Intervene.Problems.Chains;

/// <summary>A chain of operations evaluated from left to right, without precedence: <c>58 *4 -19 *7 +120</c>.</summary>
/// <param name="Start">The first number.</param>
/// <param name="Operations">What is done to the running value, in order.</param>
public sealed record Chain(int Start, IReadOnlyList<ChainOperation> Operations)
{
    /// <summary>The running value after each operation.</summary>
    public IReadOnlyList<int> Values()
    {
        var values = new int[Operations.Count];
        var value = Start;
        for (var i = 0; i < values.Length; i++)
        {
            value = Operations[i].Apply(value);
            values[i] = value;
        }

        return values;
    }

    /// <summary>The last running value.</summary>
    public int Answer => Operations.Count == 0 ? Start : Values()[^1];

    /// <summary>The question: a blank before each operator, none after.</summary>
    public string ToQuestion()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Start}");
        foreach (var operation in Operations)
        {
            text.Append(CultureInfo.InvariantCulture, $" {operation.Operator}{operation.Operand}");
        }

        return text.ToString();
    }

    /// <summary>Reads a question.</summary>
    /// <exception cref="FormatException">The text is not a chain.</exception>
    public static Chain Parse(string question)
    {
        var parts = question.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || !TryNumber(parts[0], out var start))
        {
            throw new FormatException($"'{question}' does not begin with a number.");
        }

        var operations = new List<ChainOperation>();
        foreach (var part in parts.Skip(1))
        {
            if (!"+-*".Contains(part[0], StringComparison.Ordinal) || !TryNumber(part[1..], out var operand))
            {
                throw new FormatException($"'{part}' in '{question}' is not an operator and a number.");
            }

            operations.Add(new ChainOperation(part[0], operand));
        }

        return new Chain(start, operations);
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
