using Intervene.Pipeline.Runs;

namespace Intervene.Cli.Output;

/// <summary>What a user should know of an input that is read all the same, on standard error.</summary>
internal static class Warnings
{
    /// <summary>Says which artifacts of a run are no longer what its stages wrote.</summary>
    public static void OfDamage(RunPaths paths)
    {
        if (WholeRun.Damage(paths) is { } damage)
        {
            Console.Error.WriteLine($"warning: {damage}");
        }
    }
}
