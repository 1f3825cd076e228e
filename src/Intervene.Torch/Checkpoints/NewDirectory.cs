using Intervene.Files;
using Intervene.Models;

namespace Intervene.Torch.Checkpoints;

/// <summary>
/// Model directories that are there whole or not at all: written aside, then renamed. What somebody else put there is never deleted.
/// </summary>
internal static class NewDirectory
{
    /// <summary>Marks a directory aside as the program's own, so that what a killed process left is known for what it is.</summary>
    private const string Mark = ".intervene";

    /// <summary>Refuses a place that holds anything; to be asked before the work.</summary>
    /// <param name="directory">The directory to come.</param>
    /// <exception cref="InterveneException">The name is empty, a file's or that of a directory with content, or the place cannot be written
    /// to.</exception>
    public static void RequireNew(string directory)
    {
        if (string.IsNullOrWhiteSpace(directory))
        {
            throw new InterveneException("The name of the model directory to write is empty; expected the name of a new one.");
        }

        HomePath.Refuse("the model directory", directory);
        var target = Target(directory);
        if (File.Exists(target) || HasContent(target))
        {
            throw new InterveneException(
                $"{directory}: it is there and is not empty, so it is not replaced: nothing of a user's is deleted. Name another directory, " +
                $"or empty this one.");
        }

        RequireOwnAside(directory, target + ".partial");
        IoFault.Guard(directory, "create", () => Directory.CreateDirectory(Path.GetDirectoryName(target)!));
    }

    /// <summary>Writes a directory.</summary>
    /// <param name="directory">
    /// Its name; it may be missing or empty, or hold an earlier model, whose files by their known names are replaced while all others stay.
    /// </param>
    /// <param name="write">Fills the directory aside.</param>
    /// <exception cref="InterveneException">The file system refuses, or the directory holds something other than a model.</exception>
    public static void Write(string directory, Action<string> write)
    {
        var target = Target(directory);
        var aside = target + ".partial";
        if (File.Exists(target) || (HasContent(target) && !File.Exists(Path.Combine(target, ModelConfigReader.FileName))))
        {
            throw new InterveneException(
                $"{directory}: it is there and holds no model ({ModelConfigReader.FileName} is missing), so it is not replaced; name another " +
                $"directory.");
        }

        RequireOwnAside(directory, aside);
        try
        {
            RemoveAside(aside);
            Directory.CreateDirectory(aside);
            File.WriteAllText(Path.Combine(aside, Mark), "");
            write(aside);
            Put(aside, target);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InterveneException($"{directory}: cannot write the model: {fault.Message}", fault);
        }
        finally
        {
            TryRemoveAside(aside);
        }
    }

    private static string Target(string directory) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));

    private static bool HasContent(string target) => Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any();

    private static void RequireOwnAside(string directory, string aside)
    {
        if (File.Exists(aside) || (HasContent(aside) && !File.Exists(Path.Combine(aside, Mark))))
        {
            throw new InterveneException(
                $"{directory}: it is written aside as {aside}, which is there and is not what an earlier command left. Move that away, or " +
                $"name another directory.");
        }
    }

    /// <summary>Gives the directory its name; where others' files stand, the new ones go among them, the config last.</summary>
    private static void Put(string aside, string target)
    {
        OwnFiles.Delete(target, ModelFiles.IsWritten);
        if (!Directory.Exists(target))
        {
            File.Delete(Path.Combine(aside, Mark));
            Directory.Move(aside, target);
            return;
        }

        foreach (var file in Directory.EnumerateFiles(aside, "*", SearchOption.AllDirectories)
            .OrderBy(file => Path.GetFileName(file) == ModelConfigReader.FileName).ToList())
        {
            if (Path.GetFileName(file) == Mark)
            {
                continue;
            }

            var place = Path.Combine(target, Path.GetRelativePath(aside, file));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(file, place);
        }
    }

    private static void RemoveAside(string aside) => OwnFiles.Delete(aside, name => name == Mark || ModelFiles.IsWritten(name));

    private static void TryRemoveAside(string aside)
    {
        try
        {
            RemoveAside(aside);
        }
        catch (InterveneException)
        {
            // The first fault matters; what stays behind is overwritten by the next attempt.
        }
    }
}
