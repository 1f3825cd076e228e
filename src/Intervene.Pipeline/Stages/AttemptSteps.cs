using Intervene.Files;
using Intervene.Steps;

namespace Intervene.Pipeline.Stages;

/// <summary>The steps of the model's own attempts, to say solutions in its notation.</summary>
internal sealed class AttemptSteps
{
    private readonly Dictionary<string, string[]> _steps;

    private AttemptSteps(Dictionary<string, string[]> steps) => _steps = steps;

    /// <summary>Reads the first attempt at every training problem.</summary>
    public static AttemptSteps Read(RunSession run) => new(JsonLines.Read<SplitRollout>(run.Paths.Steps).DistinctBy(split => split.ProblemId)
        .ToDictionary(split => split.ProblemId, split => split.Steps.Select(step => step.Text).ToArray(), StringComparer.Ordinal));

    /// <summary>The steps of the first attempt at a problem; of any other problem where it has none.</summary>
    public IReadOnlyList<string> Of(string problemId) => _steps.GetValueOrDefault(problemId) ?? _steps.Values.FirstOrDefault() ?? [];
}
