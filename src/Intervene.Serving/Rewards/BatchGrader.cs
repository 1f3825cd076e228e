using System.Collections.Concurrent;
using System.Text.Json;
using Intervene.Answers;
using Intervene.Rewards;

namespace Intervene.Serving.Rewards;

/// <summary>
/// The verifier over rows of whatever origin: they are graded on all cores, and golds that were compiled are kept. Safe for use by several threads.
/// </summary>
/// <param name="options">The switches for responses that ended by themselves.</param>
internal sealed class BatchGrader(VerifierOptions options)
{
    private const int RowsAThread = 32;
    private const int KeptGolds = 1 << 16;
    private const int LongestKeptGold = 1 << 12;
    private static readonly VerifierOptions Strict = VerifierOptions.For(Preset.Reward);
    private static readonly string[] Names =
        [.. Enum.GetValues<Outcome>().Select(outcome => JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString()))];
    private readonly ConcurrentDictionary<(string Gold, bool IsTruncated), CompiledGold> _golds = [];

    /// <summary>Grades rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellation">Ends the work between two blocks of rows.</param>
    /// <returns>One grade a row, in their order.</returns>
    public Grade[] Grade(IReadOnlyList<RewardRow> rows, CancellationToken cancellation)
    {
        var grades = new Grade[rows.Count];
        if (rows.Count <= RowsAThread)
        {
            for (var i = 0; i < grades.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                grades[i] = Verify(rows[i]);
            }
        }
        else
        {
            var threads = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
            Parallel.For(0, (grades.Length + RowsAThread - 1) / RowsAThread, threads, block =>
            {
                for (var i = block * RowsAThread; i < Math.Min(grades.Length, (block + 1) * RowsAThread); i++)
                {
                    grades[i] = Verify(rows[i]);
                }
            });
        }

        return grades;
    }

    private Grade Verify(RewardRow row)
    {
        var verdict = Gold(row.Gold, row.IsTruncated).Verify(row.Response);
        return new Grade(verdict.IsCorrect ? 1 : 0, Names[(int)verdict.Outcome], Reason(verdict));
    }

    private static string Reason(Verdict verdict) =>
        verdict.Answer.Length == 0 ? verdict.Rule : $"{verdict.Rule}: the answer {verdict.Answer}, the gold {verdict.Gold}";

    private CompiledGold Gold(string gold, bool isTruncated)
    {
        if (_golds.TryGetValue((gold, isTruncated), out var compiled))
        {
            return compiled;
        }

        compiled = CompiledGold.Compile(gold, isTruncated ? Strict : options);
        if (gold.Length <= LongestKeptGold)
        {
            if (_golds.Count >= KeptGolds)
            {
                _golds.Clear();
            }

            _golds.TryAdd((gold, isTruncated), compiled);
        }

        return compiled;
    }
}
