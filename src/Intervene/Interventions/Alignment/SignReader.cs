using System.Text.RegularExpressions;
using Intervene.Interventions.Claims;
using Intervene.Interventions.Reading;

namespace Intervene.Interventions.Alignment;

/// <summary>Reads the signs of error of every step of an attempt beside its reference.</summary>
internal static partial class SignReader
{
    private static readonly Rational Small = Rational.Of(12);

    /// <summary>One array a step, indexed by <see cref="StepSign"/>.</summary>
    /// <param name="question">The question.</param>
    /// <param name="solution">The reference solution.</param>
    /// <param name="gold">The gold answer's value, or null where it is no number.</param>
    /// <param name="attempt">The attempt beside the reference.</param>
    /// <param name="steps">The attempt's steps.</param>
    public static IReadOnlyList<double[]> Read(string question, string solution, Rational? gold, AttemptGraph attempt, IReadOnlyList<string> steps)
    {
        var signs = steps.Select(static _ => new double[Enum.GetValues<StepSign>().Length]).ToArray();
        Assertions(gold, attempt, steps, signs);
        Numbers(attempt, steps, signs);
        Formulas(question, solution, steps, signs);
        Language(steps, signs);
        return signs;
    }

    private static void Assertions(Rational? gold, AttemptGraph attempt, IReadOnlyList<string> steps, double[][] signs)
    {
        var all = attempt.Assertions;
        var final = FinalAnswer.Of(steps)?.Value;
        int? falls = null;
        for (var i = 0; i < steps.Count; i++)
        {
            var here = i;
            if (ClaimReader.Read(steps[i]).Any(static claim => claim.Asserted && claim.Truth == ClaimTruth.False)
                || Enumerable.Range(0, all.Count).Any(assertion => all[assertion].Step == here && attempt.IsMiscalculated(assertion)))
            {
                signs[i][(int)StepSign.False] = 1;
                falls ??= i;
            }
        }

        Mark(signs, falls, StepSign.FirstFalse);
        MarkAfter(signs, falls, StepSign.AfterFalse);
        var unsupported = Enumerable.Range(0, all.Count).Where(attempt.IsUnsupported).Select(i => all[i]).FirstOrDefault();
        MarkAfter(signs, unsupported?.Step, StepSign.AfterUnsupported);
        if (final is { } end && gold is { } aim)
        {
            var repairs = attempt.Repairs(end, aim);
            MarkAfter(signs, repairs.Count > 0 ? repairs.Min(i => all[i].Step) : null, StepSign.AfterRepair);
        }

        Mark(signs, Enumerable.Range(0, all.Count).Where(attempt.IsOtherOperation).Select(i => (int?)all[i].Step).FirstOrDefault(),
            StepSign.OtherOperation);
        if (unsupported is not null)
        {
            Mark(signs, Origin(attempt, unsupported, steps), StepSign.Origin);
        }
        else if (final is { } value)
        {
            Mark(signs, all.FirstOrDefault(assertion => assertion.IsCalculated && assertion.Value == value)?.Step, StepSign.FinalUnopposed);
        }

        var agreement = -1;
        foreach (var step in Enumerable.Range(0, all.Count).Where(i => all[i].IsCalculated).GroupBy(i => all[i].Step))
        {
            agreement = step.All(attempt.IsValidated) ? Math.Max(agreement, step.Key) : agreement;
        }

        for (var i = 0; i < signs.Length; i++)
        {
            signs[i][(int)StepSign.BeforeAgreement] = i < agreement ? 1 : 0;
            signs[i][(int)StepSign.AfterAgreement] = i == agreement + 1 ? 1 : 0;
        }
    }

    /// <summary>The step before an unsupported calculation that first mentions an operand which nobody gave or worked out.</summary>
    private static int? Origin(AttemptGraph attempt, Assertion unsupported, IReadOnlyList<string> steps)
    {
        var workedOut = attempt.Assertions.TakeWhile(assertion => assertion != unsupported)
            .Where(static assertion => assertion.IsCalculated).Select(static assertion => assertion.Value);
        var foreign = unsupported.Operands.Where(operand => !IsGiven(attempt, operand)).Except(workedOut).ToHashSet();
        for (var i = 0; i < unsupported.Step && foreign.Count > 0; i++)
        {
            if (NumberReader.Read(steps[i]).Any(foreign.Contains))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>Whether the question or the reference mentions a number, perhaps as a percentage.</summary>
    private static bool IsGiven(AttemptGraph attempt, Rational number)
    {
        var reference = attempt.Reference;
        return number == Rational.Of(1) || Mentions(number) || Mentions(number * Rational.Of(100)) || Mentions(number / Rational.Of(100));

        bool Mentions(Rational value) =>
            reference.Table.Given.ContainsKey(value) || reference.Numbers.Contains(value) || reference.Values.ContainsKey(value);
    }

    private static void Numbers(AttemptGraph attempt, IReadOnlyList<string> steps, double[][] signs)
    {
        var reference = attempt.Reference;
        var written = reference.Table.Question.Concat(reference.Implied).ToHashSet();
        var final = FinalAnswer.Of(steps);
        var finalPiece = final is null ? "" : FormulaPieces.Normal(final.Text);
        int? unwritten = null, first = null;
        var reach = -1;
        for (var i = 0; i < steps.Count; i++)
        {
            var digits = NumberReader.Read(steps[i], words: false);
            var news = digits.Where(number => !written.Contains(number)).Distinct().ToArray();
            var strange = news.Where(number => !reference.Numbers.Contains(number)).ToArray();
            unwritten ??= strange.Any(IsTelling) ? i : null;
            signs[i][(int)StepSign.UnwrittenShare] = news.Length > 0 ? (double)strange.Length / news.Length : 0;
            signs[i][(int)StepSign.Reaches] = news.Any(number => IsTelling(number) && reference.Numbers.Contains(number)) ? 1 : 0;
            signs[i][(int)StepSign.Numberless] = digits.Count == 0 && NumberReader.Read(steps[i]).Count == 0 ? 1 : 0;
            reach = news.Length > strange.Length ? i : reach;
            if (first is null && final is not null)
            {
                var isValue = final.Value is { } value && digits.Contains(value) && !reference.Table.Question.Contains(value);
                first = isValue || (finalPiece.Length > 0 && FormulaPieces.Read(steps[i]).Contains(finalPiece)) ? i : null;
            }

            written.UnionWith(digits);
        }

        Mark(signs, unwritten, StepSign.FirstUnwritten);
        MarkAfter(signs, first, StepSign.AfterFinal);
        for (var i = 0; i < reach; i++)
        {
            signs[i][(int)StepSign.BeforeReach] = 1;
        }
    }

    /// <summary>Whether a number is rare enough to tell something: above 12, or no integer.</summary>
    private static bool IsTelling(Rational number) => !number.IsInteger || number.CompareTo(Small) > 0;

    private static void Formulas(string question, string solution, IReadOnlyList<string> steps, double[][] signs)
    {
        var reference = FormulaPieces.Read(solution);
        var seen = new HashSet<string>(FormulaPieces.Read(question), StringComparer.Ordinal);
        for (var i = 0; i < steps.Count; i++)
        {
            var pieces = FormulaPieces.Read(steps[i]);
            if (pieces.Any(piece => piece.Length > 1 && reference.Contains(piece) && !seen.Contains(piece)))
            {
                signs[i][(int)StepSign.Reaches] = 1;
            }

            seen.UnionWith(pieces);
        }
    }

    private static void Language(IReadOnlyList<string> steps, double[][] signs)
    {
        var mean = Math.Max(1, steps.Average(static step => step.Length));
        int? assumes = null;
        for (var i = 0; i < steps.Count; i++)
        {
            signs[i][(int)StepSign.Argues] = Math.Min(4, Arguing().Count(steps[i])) / 2.0;
            signs[i][(int)StepSign.Assumes] = Assuming().IsMatch(steps[i]) ? 1 : 0;
            assumes ??= signs[i][(int)StepSign.Assumes] > 0 ? i : null;
            signs[i][(int)StepSign.Length] = Math.Log(Math.Max(1, steps[i].Length) / mean);
            signs[i][(int)StepSign.Place] = steps.Count > 1 ? (double)i / (steps.Count - 1) : 0;
        }

        Mark(signs, assumes, StepSign.FirstAssumes);
        signs[0][(int)StepSign.First] = 1;
        signs[^1][(int)StepSign.Last] = 1;
    }

    private static void Mark(double[][] signs, int? step, StepSign sign)
    {
        if (step is { } at)
        {
            signs[at][(int)sign] = 1;
        }
    }

    private static void MarkAfter(double[][] signs, int? step, StepSign sign)
    {
        for (var i = step is { } at ? at + 1 : signs.Length; i < signs.Length; i++)
        {
            signs[i][(int)sign] = 1;
        }
    }

    [GeneratedRegex(
        @"\b(?:since|because|only|not|cannot|can't|would|fact|also|must|implies|means|equal to|same|other|however|but)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Arguing();

    [GeneratedRegex(
        @"\b(?:however|assum(?:e|ing|ption)|since the problem|mistake|recalculate|reconsider|re-?evaluate|misinterpret\w*|can(?:no|')t have|must also"
        + @"|implies|interpret\w*|(?:does|is|are|was) ?n[o']t (?:directly |explicitly )?(?:provided?|specif\w+|mention\w*|given|stated?))\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Assuming();
}
