namespace Intervene.Memorisation;

/// <summary>The interventions that a policy was trained on, to be looked for in its solutions.</summary>
public sealed class TrainedSteps
{
    /// <summary>Shorter ones, in normal form, are left out: they stand anywhere.</summary>
    public const int LeastLength = 4;

    private readonly List<HashSet<string>> _problems = []; // of each text those that it was written for
    private readonly TextSet _exact, _normal;

    /// <summary>Takes the interventions.</summary>
    /// <param name="steps">Each with the problem that it was written for.</param>
    public TrainedSteps(IEnumerable<(string ProblemId, string Text)> steps)
    {
        var exact = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (problem, text) in steps)
        {
            var form = NormalText.Of(text);
            if (form.Length < LeastLength)
            {
                TooShort++;
                continue;
            }

            Count++;
            exact.Add(text.Trim());
            if (numbers.TryAdd(form, _problems.Count))
            {
                _problems.Add(new HashSet<string>(StringComparer.Ordinal));
            }

            _problems[numbers[form]].Add(problem);
        }

        (_exact, _normal) = (new TextSet([.. exact]), new TextSet([.. numbers.Keys]));
    }

    /// <summary>Interventions that are looked for.</summary>
    public int Count { get; }

    /// <summary>Interventions that are too short to be looked for.</summary>
    public int TooShort { get; }

    /// <summary>Looks through a solution.</summary>
    /// <param name="problemId">Its problem.</param>
    /// <param name="solution">Its text.</param>
    public ContainedSteps In(string problemId, string solution)
    {
        var normal = _normal.In(NormalText.Of(solution));
        return new ContainedSteps(
            _exact.In(solution).Count > 0, normal.Count > 0, normal.Any(number => !_problems[number].Contains(problemId)));
    }
}
