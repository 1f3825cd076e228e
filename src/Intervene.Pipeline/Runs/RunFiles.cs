using System.Text.RegularExpressions;
using Intervene.Models;

namespace Intervene.Pipeline.Runs;

/// <summary>Which files below a run directory's folders the program wrote, by their names. A file of another name is a user's.</summary>
public static partial class RunFiles
{
    /// <summary>Whether a file is the program's own.</summary>
    /// <param name="name">Its name relative to the run directory, with <c>/</c>.</param>
    public static bool IsWritten(string name) =>
        Rollouts().IsMatch(name) || TuningSamples().IsMatch(name)
        || (ModelFolder().Match(name) is { Success: true } model && ModelFiles.IsWritten(name[model.Length..]));

    /// <summary>A model, a checkpoint or published weights of an arm or the warm-up, finished or aside.</summary>
    [GeneratedRegex(
        @"^(?:00-warm-up/(?:model|checkpoints/step-\d+)|" +
        @"arms/[^/]+/(?:round-\d+/)?(?:0[67]-(?:sft|rl)/(?:model|(?:checkpoints|published)/step-\d+)|" +
        @"05-tuning/(?:model|trial/checkpoints/step-\d+)))(?:\.partial)?/",
        RegexOptions.CultureInvariant)]
    private static partial Regex ModelFolder();

    [GeneratedRegex(@"^arms/[^/]+/05-tuning/samples\.jsonl(?:\.partial)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex TuningSamples();

    [GeneratedRegex(
        @"^arms/[^/]+/(?:round-\d+/)?07-rl/(?:(?:rollouts|held-out|likelihood)/step-\d+|likelihood/before)\.jsonl(?:\.partial)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Rollouts();
}
