using System.Net.Sockets;
using System.Runtime.InteropServices;
using Intervene.Files;

namespace Intervene.Pipeline.Runs;

/// <summary>
/// Keeps a run directory to one process: the file <c>.lock</c>, held open, and on Linux a name that the kernel keeps for the directory while the
/// process lives, so that two stay apart though somebody removed the file.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _file;
    private readonly Socket? _name;

    private RunLock(FileStream file, Socket? name) => (_file, _name) = (file, name);

    /// <summary>Takes a directory.</summary>
    /// <param name="paths">The run; its directory exists.</param>
    /// <exception cref="InterveneException">Another process has it, or the file system refuses.</exception>
    public static RunLock Take(RunPaths paths)
    {
        FileStream file;
        try
        {
            file = new FileStream(paths.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (IsHeld(fault))
        {
            throw Held(paths, fault);
        }
        catch (Exception fault) when (IoFault.Is(fault))
        {
            throw IoFault.Explain(paths.Lock, "write", fault);
        }

        try
        {
            return new RunLock(file, OperatingSystem.IsLinux() ? Bind(paths) : null);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Lets other processes take the directory.</summary>
    public void Dispose()
    {
        _name?.Dispose();
        _file.Dispose();
    }

    /// <summary>Takes the directory's name among the sockets that stand in no file system; it is gone when the process is.</summary>
    private static Socket? Bind(RunPaths paths)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint("\0intervene-run-" + Sha256.OfText(RealPath(paths.Root))));
            return socket;
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket?.Dispose();
            throw Held(paths, fault);
        }
        catch (Exception fault) when (fault is SocketException or PlatformNotSupportedException)
        {
            socket?.Dispose();
            return null; // no such sockets here: the file alone keeps processes apart
        }
    }

    /// <summary>The path with every link resolved, so that two names of a directory are one.</summary>
    private static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = new DirectoryInfo(Path.Combine(real, part));
            real = next.ResolveLinkTarget(returnFinalTarget: true) is { } target ? RealPath(target.FullName) : next.FullName;
        }

        return real;
    }

    /// <summary>
    /// Whether the file is open elsewhere: EWOULDBLOCK of flock, or a sharing violation. A mount that is read-only is something else.
    /// </summary>
    private static bool IsHeld(IOException fault) =>
        (fault.HResult & 0xFFFF) == (RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? 32 : OperatingSystem.IsLinux() ? 11 : 35);

    private static InterveneException Held(RunPaths paths, Exception fault) =>
        new($"{paths.Root}: another process works in this run directory. Wait until it ends, or give this run another directory.", fault);
}
