namespace Intervene.Answers.Tests;

/// <summary>Finds the folder of shared data: the variable INTERVENE_SHARED, or a folder named so beside the repository.</summary>
internal static class SharedFiles
{
    public static string? Folder(string name)
    {
        if (Environment.GetEnvironmentVariable("INTERVENE_SHARED") is { Length: > 0 } given)
        {
            return Existing(Path.Combine(given, name));
        }

        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Intervene.slnx")))
        {
            root = root.Parent;
        }

        return root is null ? null : Existing(Path.Combine(root.FullName, "..", "shared", name)) ?? Existing(Path.Combine(root.FullName, "..", "..", "shared", name));
    }

    private static string? Existing(string path) => Directory.Exists(path) ? Path.GetFullPath(path) : null;
}
