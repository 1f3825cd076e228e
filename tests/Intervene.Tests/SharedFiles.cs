namespace Intervene.Tests;

/// <summary>
/// Large reference files that are not in the repository. They lie in the folder that the environment variable INTERVENE_SHARED names, else in a
/// folder <c>shared</c> beside the repository; a test that needs a missing one is skipped.
/// </summary>
internal static class SharedFiles
{
    private static readonly string? Root = FindRoot();

    /// <summary>The full path of a file or folder, given relative to the shared folder; skips the test when it is missing.</summary>
    public static string Path(string relative)
    {
        var path = Root is null ? null : System.IO.Path.Combine(Root, relative);
        if (path is null || !(File.Exists(path) || Directory.Exists(path)))
        {
            Assert.Skip($"The reference file {relative} is not here; INTERVENE_SHARED names the folder that holds it.");
        }

        return path;
    }

    private static string? FindRoot()
    {
        if (Environment.GetEnvironmentVariable("INTERVENE_SHARED") is { Length: > 0 } named)
        {
            return named;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Intervene.slnx")))
        {
            folder = folder.Parent;
        }

        return folder is null
            ? null
            : new[] { "../shared", "../../shared" }.Select(place => System.IO.Path.GetFullPath(System.IO.Path.Combine(folder.FullName, place))).FirstOrDefault(Directory.Exists);
    }
}
