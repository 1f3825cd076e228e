namespace Intervene.Problems.Reading;

/// <summary>The steps of worked solutions as data sets write them: a line each.</summary>
public static class WorkedSteps
{
    /// <summary>The lines of a solution without blank ones and without GSM8K's last, <c>#### 72</c>.</summary>
    /// <param name="solution">The solution; null for none.</param>
    public static IReadOnlyList<string> Of(string? solution) =>
        [.. (solution ?? "").ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("####", StringComparison.Ordinal))];
}
