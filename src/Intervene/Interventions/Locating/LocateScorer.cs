using Intervene.Completions;
using Intervene.Statistics;

namespace Intervene.Interventions.Locating;

/// <summary>Compares an oracle's locations with the labels.</summary>
public static class LocateScorer
{
    private const int Resamples = 2000;

    /// <summary>The score over rows that are labelled; others are left out.</summary>
    /// <param name="oracle">The oracle's name.</param>
    /// <param name="rows">Each row and what the oracle said of it.</param>
    public static LocateScore Score(string oracle, IReadOnlyList<(LabelledAttempt Attempt, LocatedError Located)> rows)
    {
        var labelled = rows.Where(row => row.Attempt.Label is not null).ToArray();
        var generators = labelled.Where(row => row.Attempt.Generator is not null).GroupBy(row => row.Attempt.Generator!, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        return Whole(oracle, labelled) with { Generators = [.. generators.Select(group => Whole(group.Key, [.. group]))] };
    }

    /// <summary>The harmonic mean of two accuracies, 0 where both are 0.</summary>
    /// <param name="erroneous">The accuracy on erroneous rows.</param>
    /// <param name="correct">The accuracy on correct rows.</param>
    /// <remarks>ProcessBench (Zheng et al., 2024), section 4.1.</remarks>
    public static double HarmonicMean(double erroneous, double correct) => erroneous + correct == 0 ? 0
        : 2 * erroneous * correct / (erroneous + correct);

    private static LocateScore Whole(string name, IReadOnlyList<(LabelledAttempt Attempt, LocatedError Located)> rows)
    {
        var wrong = rows.Where(row => row.Attempt.ErrorStep is not null).ToArray();
        var right = rows.Where(row => row.Attempt.ErrorStep is null).ToArray();
        var accused = rows.Where(row => row.Located.Location is not null).ToArray();
        var erroneous = new Share(wrong.Count(Exact), wrong.Length);
        var correct = new Share(right.Count(Silent), right.Length);
        var written = rows.Where(row => row.Attempt.Corrections.Count > 0 && row.Located.Content is not null)
            .Select(row => (
                Right: row.Attempt.Corrections.Any(correction => LastExpression.Same(correction, row.Located.Content!)), There: Exact(row)))
            .ToArray();
        var abstentions = rows.Where(row => row.Located is { Location: null, Refusal: not null })
            .GroupBy(row => LocatedError.Name(row.Located.Refusal!.Value), StringComparer.Ordinal);
        return new LocateScore(
            name,
            erroneous,
            new Share(wrong.Count(row => row.Located.Location is { } location && Math.Abs(location - row.Attempt.ErrorStep!.Value) <= 1),
                wrong.Length),
            correct,
            new Share(accused.Count(Exact), accused.Length),
            HarmonicMean(erroneous.Rate, correct.Rate),
            Bootstrapped([.. wrong.Select(Exact)], [.. right.Select(Silent)], name))
        {
            Abstentions = [.. abstentions.Select(group => KeyValuePair.Create(group.Key, group.Count())).OrderByDescending(entry => entry.Value)
                .ThenBy(entry => entry.Key, StringComparer.Ordinal)],
            Corrected = new Share(written.Count(step => step.Right), written.Length),
            CorrectedThere = new Share(written.Count(step => step.Right && step.There), written.Count(step => step.There)),
        };
    }

    private static bool Exact((LabelledAttempt Attempt, LocatedError Located) row) => row.Located.Location is { } location
        && location == row.Attempt.ErrorStep;

    /// <summary>Whether an oracle looked at a row and named no step; where it failed, it has not looked.</summary>
    private static bool Silent((LabelledAttempt Attempt, LocatedError Located) row) => row.Located.Location is null
        && row.Located.Refusal is
        null or RefusalReason.NoErrorFound or RefusalReason.Abstained
        or RefusalReason.NoReference or RefusalReason.CorrectAttempt or RefusalReason.NoSteps;

    private static Interval Bootstrapped(bool[] wrong, bool[] right, string name)
    {
        if (wrong.Length == 0 || right.Length == 0)
        {
            return new Interval(double.NaN, double.NaN);
        }

        var key = RandomKey.Of(0, "locate", name);
        var means = new double[Resamples];
        for (var r = 0; r < Resamples; r++)
        {
            means[r] = HarmonicMean(Drawn(wrong, key, r, 0), Drawn(right, key, r, wrong.Length));
        }

        Array.Sort(means);
        return new Interval(means[(int)(0.025 * Resamples)], means[(int)(0.975 * Resamples) - 1]);
    }

    private static double Drawn(bool[] rows, RandomKey key, int resample, int position)
    {
        var hits = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            hits += rows[(int)(key.Uniform(resample, position + i) * rows.Length)] ? 1 : 0;
        }

        return (double)hits / rows.Length;
    }
}
