using System.Buffers.Binary;
using System.IO.Compression;
using Intervene.Files;

namespace Intervene.Problems.Rows;

/// <summary>Opens files of rows: unpacks gzip, refuses what is no text and what is too large.</summary>
internal static class RowStream
{
    /// <summary>The first bytes of a file, at most four, as they lie on the disk.</summary>
    /// <exception cref="InterveneException">The file is missing, empty, or cannot be read.</exception>
    public static byte[] Magic(string path)
    {
        InputFile.RequireOrdinary(path);
        return IoFault.Guard(path, "read", () =>
        {
            using var file = File.OpenRead(path);
            if (file.Length == 0)
            {
                throw new InterveneException($"{path}: the file is empty. Expected: a file of rows (JSON lines, a JSON array, CSV or Parquet).");
            }

            var bytes = new byte[4];
            return bytes[..file.ReadAtLeast(bytes, 4, throwOnEndOfStream: false)];
        });
    }

    /// <summary>Opens a file of text, unpacked, without its byte order mark.</summary>
    /// <exception cref="InterveneException">The file is no text in UTF-8.</exception>
    public static Stream OpenText(string path)
    {
        var isPacked = Magic(path) is [0x1f, 0x8b, ..];
        var file = IoFault.Guard(path, "read",
            () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16));
        var stream = isPacked ? new LimitedStream(new GZipStream(file, CompressionMode.Decompress), path, UnpackedLength(file))
            : new LimitedStream(file, path, null);
        try
        {
            stream.SkipMark();
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>What the last four bytes of a gzip file say that it unpacks to: the runtime's reader takes a cut file for a whole one.</summary>
    private static uint UnpackedLength(FileStream file)
    {
        var tail = new byte[4];
        file.Position = Math.Max(0, file.Length - tail.Length);
        file.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return BinaryPrimitives.ReadUInt32LittleEndian(tail);
    }
}
