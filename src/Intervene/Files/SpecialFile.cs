using System.Runtime.InteropServices;
using System.Text;

namespace Intervene.Files;

/// <summary>Tells pipes, devices and sockets from ordinary files without opening them: opening one may wait, and reading it may never end.</summary>
internal static class SpecialFile
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint TypeAndMode = 1; // STATX_TYPE
    private const int ModeAt = 28; // of struct statx, the same on every architecture
    private const int TypeMask = 0xF000;
    private static readonly string[] OwnStreams = ["/dev/stdin", "/dev/fd/", "/proc/self/fd/"];

    /// <summary>What a file is, if it is none of the ordinary ones; null for an ordinary file, a folder, and where there is nothing.</summary>
    /// <param name="path">The file; links are followed.</param>
    public static string? KindOf(string path) => OperatingSystem.IsLinux() && TypeOf(path) is { } type ? type switch
    {
        0x1000 => "a pipe",
        0x2000 or 0x6000 => "a device",
        0xC000 => "a socket",
        _ => null,
    }
    : null;

    /// <summary>Whether a name is one of the process's own streams, as <c>&lt;(command)</c> of a shell gives it.</summary>
    /// <param name="path">The file.</param>
    public static bool IsOwnStream(string path) => OwnStreams.Any(own => path.StartsWith(own, StringComparison.Ordinal));

    private static int? TypeOf(string path)
    {
        var status = new byte[256];
        try
        {
            return Statx(CurrentFolder, Encoding.UTF8.GetBytes(path + "\0"), 0, TypeAndMode, status) == 0
                ? BitConverter.ToUInt16(status, ModeAt) & TypeMask : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // a C library without it
        }
    }

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] status);
}
