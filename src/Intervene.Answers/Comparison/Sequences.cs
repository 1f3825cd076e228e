using Intervene.Answers.Algebra;
using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;

namespace Intervene.Answers.Comparison;

/// <summary>Writes out whole numbers in arithmetic progression that three dots stand for.</summary>
internal static class Sequences
{
    private const int MostTerms = 256;

    private const long MostWork = 100_000;

    /// <summary>The list with the terms in place of the dots, or with two terms before dots that never end; other lists as they are.</summary>
    public static Node WrittenOut(Node list)
    {
        var dots = Array.FindIndex(list.Children, static c => c.Kind == NodeKind.Ellipsis);
        if (dots < 1 || Array.FindLastIndex(list.Children, static c => c.Kind == NodeKind.Ellipsis) != dots
            || Values(list.Children[..dots]) is not { } before || Values(list.Children[(dots + 1)..]) is not { } after)
        {
            return list;
        }

        var step = before.Length > 1 ? before[1] - before[0] : Rational.One;
        var endless = after.Length == 0;
        if (step.IsZero || !IsProgression(before, step) || !IsProgression(after, step) || (endless && before.Length < 2))
        {
            return list;
        }

        var terms = endless ? 2 : ((after[^1] - before[0]) / step) is { IsInteger: true, Sign: > 0 } count && count.Numerator < MostTerms
            ? (int)count.Numerator + 1 : 0;
        return terms == 0 ? list : new Node(list.Kind, list.Name, [.. Enumerable.Range(0, terms)
            .Select(k => Node.Number(before[0] + (step * Rational.Of(k)))), .. endless ? [list[dots]] : Array.Empty<Node>()]);
    }

    private static bool IsProgression(Rational[] values, Rational step)
    {
        for (var i = 1; i < values.Length; i++)
        {
            if (!(values[i] - values[i - 1]).Equals(step))
            {
                return false;
            }
        }

        return true;
    }

    private static Rational[]? Values(Node[] nodes)
    {
        var values = new Rational[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Any(static n => n.Kind is NodeKind.Divide or NodeKind.Function)
                || Exact.Value(nodes[i], null, new Fuel(MostWork)) is not { IsInteger: true } value)
            {
                return null;
            }

            values[i] = value;
        }

        return values;
    }
}
