
namespace Intervene.Files;

/// <summary>Turns the faults of the file system into messages for the user.</summary>
public static class IoFault
{
    /// <summary>Runs a file operation.</summary>
    /// <param name="path">The file.</param>
    /// <param name="verb">What is done to it, e.g. <c>read</c>.</param>
    /// <param name="operation">The operation.</param>
    public static T Guard<T>(string path, string verb, Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (Exception fault) when (Is(fault))
        {
            throw Explain(path, verb, fault);
        }
    }

    /// <inheritdoc cref="Guard{T}"/>
    public static void Guard(string path, string verb, Action operation) =>
        Guard(path, verb, () =>
        {
            operation();
            return 0;
        });

    /// <summary>Whether a fault is the file system's.</summary>
    public static bool Is(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException
        { ParamName: "value" }; // the last: a file over the size limit

    /// <summary>Why a file is not there: it does not exist, or a folder above it may not be searched.</summary>
    /// <param name="path">The file, which <see cref="File.Exists(string)"/> does not find.</param>
    public static string Missing(string path)
    {
        try
        {
            using var handle = File.OpenHandle(path);
        }
        catch (UnauthorizedAccessException)
        {
            return $"permission denied: {Path.GetDirectoryName(Path.GetFullPath(path))} or a folder above it may not be searched by this user.";
        }
        catch (Exception fault) when (Is(fault) || fault is ArgumentException or NotSupportedException)
        {
        }

        return "there is no such file.";
    }

    /// <summary>The file that stands where a path has a folder; null where there is none.</summary>
    /// <param name="path">The path.</param>
    public static string? FileAbove(string path)
    {
        for (var above = Path.GetDirectoryName(Path.GetFullPath(path)); !string.IsNullOrEmpty(above); above = Path.GetDirectoryName(above))
        {
            if (File.Exists(above))
            {
                return above;
            }
        }

        return null;
    }

    /// <summary>The message of a fault.</summary>
    public static InterveneException Explain(string path, string verb, Exception fault) => fault switch
    {
        FileNotFoundException or DirectoryNotFoundException or IOException when FileAbove(path) is { } file =>
            new($"{path}: cannot {verb} it: {file} is a file and no folder.", fault),
        FileNotFoundException or DirectoryNotFoundException => new($"{path}: cannot {verb} it: there is no such file.", fault),
        UnauthorizedAccessException => new($"{path}: cannot {verb} it: permission denied, or it is a directory.", fault),
        _ => new($"{path}: cannot {verb} it: {fault.Message.TrimEnd('.')}.", fault),
    };
}
