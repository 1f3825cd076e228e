namespace Intervene.Tests;

/// <summary>
/// Reference files. Goldens stand under <c>tests/goldens</c>; larger files lie in the folder that the environment variable INTERVENE_SHARED names,
/// else in a folder <c>shared</c> beside the repository, and a test that needs a missing one is skipped.
/// </summary>
internal static class SharedFiles
{
    private static readonly string Repository = FindRepository();
    private static readonly string[] Places = FindPlaces();

    /// <summary>The full path of a file or folder, given relative to the shared folder; skips the test when it is missing.</summary>
    public static string Path(string relative)
    {
        var path = Find(relative);
        Assert.SkipWhen(path is null, $"The reference file {relative} is not here; INTERVENE_SHARED names the folder that holds it.");
        return path!;
    }

    /// <summary>The full path of a folder, or null where it is missing.</summary>
    public static string? Folder(string relative) => Find(relative);

    private static string? Find(string relative) =>
        Places.Prepend(System.IO.Path.Combine(Repository, "tests"))
        .Select(place => System.IO.Path.Combine(place, relative)).FirstOrDefault(System.IO.Path.Exists);

    private static string[] FindPlaces() => Environment.GetEnvironmentVariable("INTERVENE_SHARED") is { Length: > 0 } named
        ? [named]
        : [.. new[] { "../shared", "../../shared" }.Select(place => System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository, place)))
            .Where(Directory.Exists)];

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Intervene.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Intervene.slnx.");
    }
}
