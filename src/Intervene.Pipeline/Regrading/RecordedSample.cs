using Intervene.Completions;

namespace Intervene.Pipeline.Regrading;

/// <summary>A graded sample of a run, wherever it is recorded.</summary>
/// <param name="Artifact">The file, below the run directory.</param>
/// <param name="Line">Its line, 1-based.</param>
/// <param name="Series">The policy, or the arm of a guided rollout.</param>
/// <param name="ProblemId">The problem.</param>
/// <param name="Sample">The sample's index.</param>
/// <param name="Tokens">The tokens that the verifier read as text: those that the sample went on from, and its own.</param>
/// <param name="Finish">Why it ended.</param>
/// <param name="Reward">What it earned; null where the verifier failed.</param>
/// <param name="Verdict">The verifier's outcome.</param>
/// <param name="Benchmark">The benchmark that the problem is of; null for the run's own problems.</param>
public sealed record RecordedSample(
    string Artifact, long Line, string Series, string ProblemId, int Sample, int[] Tokens, FinishReason Finish, double? Reward, string Verdict,
    string? Benchmark = null)
{
    /// <summary>What is counted together: the artifact, or the folder of all steps of a training.</summary>
    public string Set => Path.GetFileName(Artifact).StartsWith("step-", StringComparison.Ordinal) ? Path.GetDirectoryName(Artifact)! : Artifact;
}
