using Intervene.Evaluation;
using Intervene.Files;
using Intervene.Pipeline.Runs;
using Intervene.Problems;
using Intervene.Rewards;
using Intervene.Text;

namespace Intervene.Pipeline.Regrading;

/// <summary>Grades the samples that a run recorded again, and counts what changed. The run is read only.</summary>
/// <param name="grader">The verifier.</param>
/// <param name="shown">Samples kept of each kind of change; all are counted.</param>
public sealed class Regrader(IGrader grader, int shown)
{
    private readonly List<RegradedSeries> _series = [];
    private readonly Dictionary<(string Artifact, string From, string To), (long Count, List<RegradedSample> First)> _kinds = [];

    /// <summary>What was graded, in the order of the artifacts.</summary>
    public IReadOnlyList<RegradedSeries> Series => _series;

    /// <summary>What changed, the most frequent change of an artifact first.</summary>
    public IReadOnlyList<RegradedKind> Kinds =>
    [
        .. _series.Select(series => series.Artifact).Distinct().SelectMany(artifact => _kinds.Where(kind => kind.Key.Artifact == artifact)
            .OrderByDescending(kind => kind.Value.Count)
            .ThenBy(kind => kind.Key.From, StringComparer.Ordinal).ThenBy(kind => kind.Key.To, StringComparer.Ordinal)
            .Select(kind => new RegradedKind(artifact, kind.Key.From, kind.Key.To, kind.Value.Count, kind.Value.First))),
    ];

    /// <summary>Grades every recorded sample of a run.</summary>
    /// <param name="paths">The run.</param>
    /// <param name="tokenizer">The run's tokenizer.</param>
    /// <param name="cancellation">Ends the work between two samples.</param>
    /// <returns>The samples whose grade is another, as they are found.</returns>
    /// <exception cref="InterveneException">The run has no graded samples, an artifact is damaged, or a sample's problem is missing.</exception>
    public async IAsyncEnumerable<RegradedSample> RunAsync(
        RunPaths paths, Tokenizer tokenizer, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!File.Exists(paths.Problems) && !Directory.Exists(Path.Combine(paths.Root, "benchmarks")))
        {
            throw new InterveneException(
                $"{paths.Root}: there is no {Path.GetFileName(paths.Problems)}, whose golds grade the samples. Name a run in which 'mine' has " +
                $"finished.");
        }

        IReadOnlyDictionary<string, Problem> own = !File.Exists(paths.Problems) ? new Dictionary<string, Problem>() : RecordTable<string, Problem>.Of(
            paths.Problems, JsonLines.Read<MinedProblem>(paths.Problems).Select(mined => mined.Problem), problem => problem.Id);
        var benchmarks = new Dictionary<string, (string File, IReadOnlyDictionary<string, Problem> Problems)>(StringComparer.Ordinal);
        foreach (var sample in RecordedSamples.Of(paths))
        {
            cancellation.ThrowIfCancellationRequested();
            var (file, problems) = sample.Benchmark is null ? (paths.Problems, own) : Benchmark(sample.Benchmark);
            if (!problems.TryGetValue(sample.ProblemId, out var problem))
            {
                throw new InterveneException(
                    $"{Path.Combine(paths.Root, sample.Artifact)}:{sample.Line}: a sample of problem {sample.ProblemId}, "
                    + $"which {Path.GetFileName(file)} does not have. The two files belong to different runs: put the run's own back.");
            }

            var text = tokenizer.Decode(sample.Tokens, skipSpecialTokens: true);
            var grade = await grader.GradeAsync(problem, text, sample.Finish, cancellation).ConfigureAwait(false);
            if (Count(sample, problem, grade) is { } changed)
            {
                yield return changed;
            }
        }

        (string File, IReadOnlyDictionary<string, Problem> Problems) Benchmark(string name)
        {
            if (!benchmarks.TryGetValue(name, out var found))
            {
                var path = Path.Combine(paths.Root, "benchmarks", name + ".jsonl");
                found = (path, RecordTable<string, Problem>.Of(
                    path, JsonLines.Read<BenchmarkProblem>(path).Select(record => record.Problem), problem => problem.Id));
                benchmarks.Add(name, found);
            }

            return found;
        }
    }

    private RegradedSample? Count(RecordedSample sample, Problem problem, Grade grade)
    {
        var isChanged = grade.Verdict != sample.Verdict || grade.Reward != sample.Reward;
        SeriesOf(sample).Add(sample, grade.Reward, isChanged);
        if (!isChanged)
        {
            return null;
        }

        var changed = new RegradedSample
        {
            Artifact = sample.Artifact,
            Line = sample.Line,
            Series = sample.Series,
            ProblemId = sample.ProblemId,
            Sample = sample.Sample,
            FromVerdict = sample.Verdict,
            ToVerdict = grade.Verdict,
            FromReward = sample.Reward,
            ToReward = grade.Reward,
            Gold = problem.Answer,
            Answer = grade.Answer,
        };
        var kind = (sample.Set, sample.Verdict, grade.Verdict);
        var (count, first) = _kinds.GetValueOrDefault(kind, (0, []));
        if (first.Count < shown)
        {
            first.Add(changed);
        }

        _kinds[kind] = (count + 1, first);
        return changed;
    }

    private RegradedSeries SeriesOf(RecordedSample sample)
    {
        var series = _series.Find(one => one.Artifact == sample.Set && one.Series == sample.Series);
        if (series is null)
        {
            _series.Add(series = new RegradedSeries(sample.Set, sample.Series));
        }

        return series;
    }
}
