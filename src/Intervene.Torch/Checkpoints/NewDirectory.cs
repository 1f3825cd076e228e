using Intervene.Models;

namespace Intervene.Torch.Checkpoints;

/// <summary>Model directories that are there whole or not at all: written aside, then renamed.</summary>
internal static class NewDirectory
{
    /// <summary>Writes a directory.</summary>
    /// <param name="directory">Its name; it may be missing, empty or an earlier model directory, which is replaced.</param>
    /// <param name="write">Fills the directory aside.</param>
    /// <exception cref="InterveneException">The file system refuses, or the directory holds something other than a model.</exception>
    public static void Write(string directory, Action<string> write)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        string aside = target + ".partial", old = target + ".replaced";
        if (File.Exists(target) || HoldsSomethingElse(target))
        {
            throw new InterveneException(
                $"{directory}: it is there and holds no model ({ModelConfigReader.FileName} is missing), so it is not replaced; name another directory.");
        }

        try
        {
            Remove(aside);
            Directory.CreateDirectory(aside);
            write(aside);
            if (Directory.Exists(target))
            {
                Remove(old);
                Directory.Move(target, old);
            }

            Put(aside, target, old);
            Remove(old);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InterveneException($"{directory}: cannot write the model: {fault.Message}", fault);
        }
        finally
        {
            TryRemove(aside);
        }
    }

    private static bool HoldsSomethingElse(string target) =>
        Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any() && !File.Exists(Path.Combine(target, ModelConfigReader.FileName));

    /// <summary>Gives the new directory its name; where that fails the earlier one gets it back.</summary>
    private static void Put(string aside, string target, string old)
    {
        try
        {
            Directory.Move(aside, target);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException && Directory.Exists(old) && !Directory.Exists(target))
        {
            Directory.Move(old, target);
            throw;
        }
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static void TryRemove(string path)
    {
        try
        {
            Remove(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The first fault matters; what stays behind is overwritten by the next attempt.
        }
    }
}
