namespace Intervene.Files;

/// <summary>Removes from a folder what the program wrote there, by name. All else is a user's: it stays, and is named.</summary>
public static class OwnFiles
{
    private static readonly EnumerationOptions WithoutLinks = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <summary>Deletes the files of a folder that are the program's own, and the folders that are empty then.</summary>
    /// <param name="folder">The folder; it may be missing.</param>
    /// <param name="isOwn">Whether a file is the program's, by its name relative to the folder, with <c>/</c>.</param>
    /// <returns>What stays, relative to the folder.</returns>
    /// <exception cref="InterveneException">The file system refuses.</exception>
    public static IReadOnlyList<string> Delete(string folder, Func<string, bool> isOwn) =>
        IoFault.Guard<IReadOnlyList<string>>(folder, "delete", () =>
    {
        if (!Directory.Exists(folder) || new DirectoryInfo(folder).LinkTarget is not null)
        {
            return [];
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*", WithoutLinks).ToList())
        {
            if (isOwn(Relative(folder, file)))
            {
                File.Delete(file);
            }
        }

        foreach (var empty in Directory.EnumerateDirectories(folder, "*", WithoutLinks)
            .OrderByDescending(path => path.Length).Append(folder).ToList())
        {
            if (!Directory.EnumerateFileSystemEntries(empty).Any())
            {
                Directory.Delete(empty);
            }
        }

        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => Relative(folder, file)).Order(StringComparer.Ordinal)] : [];
    });

    private static string Relative(string folder, string file) => Path.GetRelativePath(folder, file).Replace('\\', '/');
}
