using Intervene.Interventions.Claims;

namespace Intervene.Interventions.Alignment;

/// <summary>Reads the values that a step or a line asserts and follows them to the numbers of the question.</summary>
internal static class AssertionReader
{
    /// <summary>The assertions of a text, in order; the table learns what they work out.</summary>
    public static IReadOnlyList<Assertion> Read(string text, int step, QuantityTable table)
    {
        var assertions = new List<Assertion>();
        foreach (var claim in ClaimReader.Read(text))
        {
            for (var i = 0; i < claim.Relations.Count; i++)
            {
                if (claim.Relations[i].Sign is "=" or "≈" && Read(claim, i, step, table) is { } assertion)
                {
                    assertions.Add(assertion);
                }
            }
        }

        return assertions;
    }

    private static Assertion? Read(Claim claim, int link, int step, QuantityTable table)
    {
        var (left, right) = (claim.Sides[link], claim.Sides[link + 1]);
        if (right.Expression is not { Value.Exact: { } value } result)
        {
            return null;
        }

        // Words before a calculation may make it a part of what is meant; where it gives the value, it is the whole.
        var from = left.Expression ?? (left.Attached is { Operations: > 0, Value.Exact: { } whole } attached && whole == value ? attached : null);

        // Of "Total = 3 * 4 = 12" the first link only names what the second works out.
        var goesOn = link + 2 < claim.Sides.Count && claim.Sides[link + 2].Expression is not null;
        if (from is null or { Operations: 0 } && result.Operations > 0 && goesOn)
        {
            return null;
        }

        var calculation = from is { Operations: > 0 } ? from : result.Operations > 0 ? result : null;
        var operands = (from is { Operations: > 0 } ? from.Numbers : []).Concat(result.Operations > 0 ? result.Numbers : []);
        var meanings = calculation is null ? table.Meanings(value) : calculation.Postfix is { } postfix ? Meanings.Of(postfix, table.Meanings) : [];

        // A bare number before a calculation may count something: "5 pairs = 5 * 2".
        var holds = left.Expression is null or { Operations: 0 } || claim.Links[link] != ClaimTruth.False;
        if (calculation is not null)
        {
            table.Learn(value, holds ? meanings : []);
        }

        return new Assertion
        {
            Step = step,
            Start = left.Start,
            End = right.End,
            Value = value,
            Calculation = calculation?.Postfix,
            IsCalculated = calculation is not null,
            Holds = holds,
            Operands = [.. operands],
            Meanings = meanings,
        };
    }
}
