using System.Globalization;
using Intervene.Interventions;
using Intervene.Interventions.Locating;
using Intervene.Pipeline.Checkers;
using Intervene.Statistics;

namespace Intervene.Cli.Output;

/// <summary>Prints what <c>locate</c> measured.</summary>
internal static class LocateTable
{
    /// <summary>Prints the scores, the agreement of several oracles, and what was left out.</summary>
    public static void Print(TextWriter writer, IReadOnlyList<IOracle> oracles, LocateRun run, string output)
    {
        string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        foreach (var (i, oracle) in oracles.Index())
        {
            var score = LocateScorer.Score(oracle.Name, [.. run.Rows.Select(row => (row.Attempt, row.Located[i]))]);
            writer.WriteLine(Line($"{oracle.Name}: {score.Erroneous.Of} rows with an error, {score.Correct.Of} without"));
            writer.WriteLine(Line($"  first error exactly     {Share(score.Erroneous)}"));
            writer.WriteLine(Line($"  at most one step off    {Share(score.Near)}"));
            writer.WriteLine(Line($"  silent where none is    {Share(score.Correct)}"));
            writer.WriteLine(Line($"  right where it accuses  {Share(score.Accused)}"));
            writer.WriteLine(Line($"  F1                      {Percent(score.F1)}{Between(score.F1Interval)}"));
            if (run.Rows.Any(row => row.Attempt.Corrections.Count > 0))
            {
                writer.WriteLine(Line(
                    $"  ends as a correction    {Share(score.Corrected)} steps written; at the right place {Share(score.CorrectedThere)}"));
            }

            if (score.Abstentions.Count > 0)
            {
                writer.WriteLine(Line(
                    $"  no step named           {string.Join(", ", score.Abstentions.Select(entry => Line($"{entry.Key} {entry.Value}")))}"));
            }

            foreach (var generator in score.Generators)
            {
                writer.WriteLine(Line(
                    $"    {generator.Oracle}: exactly {Percent(generator.Erroneous.Rate)} of {generator.Erroneous.Of}, silent {Percent(generator.Correct.Rate)} of {generator.Correct.Of}, F1 {Percent(generator.F1)}"));
            }
        }

        foreach (var (i, j) in from i in Enumerable.Range(0, oracles.Count) from j in Enumerable.Range(i + 1, oracles.Count - i - 1) select (i, j))
        {
            var agreement = Agreement.Of([.. run.Rows.Select(row => row.Located[i])], [.. run.Rows.Select(row => row.Located[j])]);
            writer.WriteLine(Line(
                $"{agreement.First} and {agreement.Second}: same step or none {Share(agreement.Exact)}, at most one apart where both name one {Share(agreement.Near)}, κ {agreement.Kappa:F2}"));
        }

        var unlabelled = run.Rows.Count(row => row.Attempt.Label is null);
        writer.WriteLine(Line(
            $"{run.Rows.Count} rows located{(unlabelled > 0 ? Line($", {unlabelled} of them without a label and in no count") : "")}{(run.Faults.Count > 0 ? Line($", {run.Faults.Count} lines left out as unreadable") : "")}; written to {output}"));
    }

    private static string Share(Share share) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{Percent(share.Rate)} ({share.Hits} of {share.Of}{(share.Of > 0 ? Between(share.Interval) : "")})");

    private static string Between(Interval interval) => double.IsNaN(interval.Low) ? ""
        : string.Create(CultureInfo.InvariantCulture, $", 95 % {100 * interval.Low:F1} to {100 * interval.High:F1}");

    private static string Percent(double rate) => double.IsNaN(rate) ? "–" : (100 * rate).ToString("F1", CultureInfo.InvariantCulture);
}
