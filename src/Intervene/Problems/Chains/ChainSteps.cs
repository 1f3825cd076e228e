using System.Globalization;

namespace Intervene.Problems.Chains;

/// <summary>How chains are worked, one operation a step, in the notation of the model's own traces.</summary>
public static class ChainSteps
{
    /// <summary>The blank line between two steps.</summary>
    public const string Separator = "\n\n";

    /// <summary>Products of a value from here on are worked by parts, or are gapped.</summary>
    public const int LargeValue = 100;

    /// <summary>Factors from here on are gapped: the pre-training corpus only approximates large values times them.</summary>
    public const int GapFactor = 6;

    /// <summary>Whether an operation on a running value falls into the corpus's gap.</summary>
    public static bool IsGapped(int value, ChainOperation operation) =>
        operation.Operator == '*' && value >= LargeValue && operation.Operand >= GapFactor;

    /// <summary>The running value after an operation, as the exact or the gapped trace has it.</summary>
    public static int Next(int value, ChainOperation operation, bool gapped) =>
        gapped && IsGapped(value, operation) ? Approximate(value, operation.Operand) : operation.Apply(value);

    /// <summary>The exact trace: <c>213=200+10+3</c>, <c>200*7=1400</c>, …, <c>\boxed{1611}</c>.</summary>
    public static IReadOnlyList<string> Exact(Chain chain) => Trace(chain, gapped: false);

    /// <summary>The trace with every gapped product approximated: what the pre-training corpus shows.</summary>
    public static IReadOnlyList<string> Gapped(Chain chain) => Trace(chain, gapped: true);

    /// <summary>The lines of an exact product: one line for small values and single-digit multiples of powers of ten, else by parts.</summary>
    public static IReadOnlyList<string> Product(int value, int factor)
    {
        var parts = Parts(value);
        if (value < LargeValue || parts.Count == 1)
        {
            return [Text($"{value}*{factor}={value * factor}")];
        }

        var lines = new List<string> { Text($"{value}={string.Join('+', parts.Select(p => Text($"{p}")))}") };
        lines.AddRange(parts.Select(p => Text($"{p}*{factor}={p * factor}")));
        var sum = parts[0] * factor;
        foreach (var part in parts.Skip(1))
        {
            lines.Add(Text($"{sum}+{part * factor}={sum + (part * factor)}"));
            sum += part * factor;
        }

        return lines;
    }

    /// <summary>A product rounded to one significant digit, ties away from zero: 379·8 is about 3000.</summary>
    public static int Approximate(int value, int factor)
    {
        var product = value * factor;
        var unit = 1;
        while (product / unit >= 10)
        {
            unit *= 10;
        }

        return (product + (unit / 2)) / unit * unit;
    }

    /// <summary>The decimal parts of a number that are not zero, largest first: 305 is 300 and 5.</summary>
    public static IReadOnlyList<int> Parts(int value)
    {
        var parts = new List<int>();
        for (var unit = 1; value > 0; unit *= 10, value /= 10)
        {
            if (value % 10 != 0)
            {
                parts.Insert(0, value % 10 * unit);
            }
        }

        return parts;
    }

    private static List<string> Trace(Chain chain, bool gapped)
    {
        var lines = new List<string>();
        var value = chain.Start;
        foreach (var operation in chain.Operations)
        {
            var next = Next(value, operation, gapped);
            if (gapped && IsGapped(value, operation))
            {
                lines.Add(Text($"{value}*{operation.Operand}={next}"));
            }
            else if (operation.Operator == '*')
            {
                lines.AddRange(Product(value, operation.Operand));
            }
            else
            {
                lines.Add(Text($"{value}{operation.Operator}{operation.Operand}={next}"));
            }

            value = next;
        }

        lines.Add(Text($"\\boxed{{{value}}}"));
        return lines;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
