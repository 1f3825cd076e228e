using Intervene.Options;

namespace Intervene.Pipeline.Checkers;

/// <summary>The user's own programs that a recipe names: a verifier and oracles of kind <c>command</c>.</summary>
public static class OwnPrograms
{
    /// <summary>Refuses programs that are not there, before anything is sampled.</summary>
    /// <param name="oracles">The oracles that will be asked.</param>
    /// <param name="verifier">What will grade; null where nothing is graded.</param>
    /// <exception cref="InterveneException">A program is not there.</exception>
    public static void Require(IEnumerable<AskedOracle> oracles, GraderOptions? verifier)
    {
        var named = oracles.Where(asked => asked.Oracle is CommandOracleOptions)
            .Select(asked => (Option: asked.Option + ".command", Program: ((CommandOracleOptions)asked.Oracle).Command[0]))
            .Concat(verifier is CommandGraderOptions grader ? [(Option: "verifier.run", Program: grader.Run[0])] : []);
        string[] missing = [.. named.Where(one => !IsThere(one.Program)).Select(one => $"{one.Option}: there is no program '{one.Program}'.")];
        if (missing.Length > 0)
        {
            throw new InterveneException($"{string.Join(" ", missing.Distinct())} Name the path of a program, or a name on the PATH.");
        }
    }

    /// <summary>Whether a program is where processes are started from: a path, beside this program, in the current folder, or on the PATH.</summary>
    private static bool IsThere(string program) => program.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
        ? File.Exists(program)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Prepend(Environment.CurrentDirectory).Prepend(AppContext.BaseDirectory).Any(folder => File.Exists(Path.Combine(folder, program)));
}
