using Intervene.Completions;
using Intervene.Evaluation;
using Intervene.Files;
using Intervene.Problems;
using Intervene.Reports.Content;
using Intervene.Rollouts;

namespace Intervene.Pipeline.Stages;

/// <summary>Where the samples of evaluated policies stand that the report shows: right and wrong ones where there are both.</summary>
internal sealed class SamplePlaces : IDisposable
{
    private readonly RunView _run;
    private readonly int _most;
    private readonly List<(string Title, RecordFile<GradedSample> File, Dictionary<string, Dictionary<string, List<Shown>>> Policies)> _arms = [];

    private SamplePlaces(RunView run, int most) => (_run, _most) = (run, most);

    /// <summary>Walks through the samples of all policies.</summary>
    /// <param name="run">The run.</param>
    /// <param name="most">Samples of a policy shown of a problem.</param>
    public static SamplePlaces Read(RunView run, int most)
    {
        var places = new SamplePlaces(run, most);
        try
        {
            foreach (var (arm, title) in most == 0 ? [] : RunProblems.Evaluated(run))
            {
                if (RunReadings.Open<GradedSample>(run.Paths.Arm(arm).Samples) is { } file)
                {
                    places.Read(title, file);
                }
            }

            return places;
        }
        catch
        {
            places.Dispose();
            throw;
        }
    }

    /// <summary>The samples of a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="grader">Says why they earned what they earned.</param>
    public IEnumerable<SampleReading> Of(Problem problem, RunReadings.AnswerReader grader)
    {
        foreach (var (title, file, policies) in _arms)
        {
            foreach (var (policy, problems) in policies.OrderBy(policy => policy.Key == "rl" ? 1 : 0)
                .ThenBy(policy => policy.Key, StringComparer.Ordinal))
            {
                foreach (var shown in problems.GetValueOrDefault(problem.Id, []).OrderBy(shown => shown.Sample))
                {
                    var sample = file.At(shown.Place);
                    var text = _run.Tokenizer?.Decode(sample.TokenIds, skipSpecialTokens: true);
                    yield return new SampleReading
                    {
                        Title = SeriesNames.Of(new PolicyName(title, policy)),
                        Sample = sample.Sample,
                        Text = text is null ? null : LongText.Cut(text),
                        Verdict = sample.Verdict,
                        Why = sample.Answer is { } answer
                            ? VerdictWords.Of(sample.Verdict, answer, problem.Answer, sample.FinishReason != FinishReason.Stop)
                            : grader.Why(problem, text ?? "", sample.Verdict, sample.FinishReason),
                        Tokens = sample.TokenIds.Length,
                    };
                }
            }
        }
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach (var (_, file, _) in _arms)
        {
            file.Dispose();
        }
    }

    private void Read(string title, RecordFile<GradedSample> file)
    {
        var policies = new Dictionary<string, Dictionary<string, List<Shown>>>(StringComparer.Ordinal);
        _arms.Add((title, file, policies));
        foreach (var (sample, place) in file.Scan())
        {
            var problems = policies.TryGetValue(sample.Policy, out var known) ? known : policies[sample.Policy] = new(StringComparer.Ordinal);
            var shown = problems.TryGetValue(sample.ProblemId, out var list) ? list : problems[sample.ProblemId] = new(_most);
            var one = new Shown(sample.Sample, sample.Reward > 0, place);
            if (shown.Count < _most)
            {
                shown.Add(one);
            }
            else if (_most > 1 && shown.All(other => other.IsRight != one.IsRight))
            {
                shown[^1] = one;
            }
        }
    }

    private readonly record struct Shown(int Sample, bool IsRight, RecordPlace Place);
}
