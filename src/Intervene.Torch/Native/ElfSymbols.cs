using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Text;

namespace Intervene.Torch.Native;

/// <summary>Reads the dynamic symbols of a 64-bit ELF library.</summary>
internal static class ElfSymbols
{
    private const uint SectionTypeDynamicSymbols = 11;
    private const int SymbolSize = 24;

    /// <summary>The names that a library needs (undefined) or offers (defined).</summary>
    public static IReadOnlyList<string> Read(string path, bool undefined)
    {
        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        var header = Bytes(view, 0, 64);
        var sections = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(40));
        var entrySize = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(58));
        var count = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(60));
        var names = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var section = Bytes(view, sections + (i * (long)entrySize), entrySize);
            if (BinaryPrimitives.ReadUInt32LittleEndian(section.AsSpan(4)) != SectionTypeDynamicSymbols)
            {
                continue;
            }

            var symbols = Bytes(
                view, BinaryPrimitives.ReadInt64LittleEndian(section.AsSpan(24)), (int)BinaryPrimitives.ReadInt64LittleEndian(section.AsSpan(32)));
            var link = BinaryPrimitives.ReadUInt32LittleEndian(section.AsSpan(40));
            var strings = Bytes(view, sections + (link * (long)entrySize), entrySize);
            var table = Bytes(
                view, BinaryPrimitives.ReadInt64LittleEndian(strings.AsSpan(24)), (int)BinaryPrimitives.ReadInt64LittleEndian(strings.AsSpan(32)));
            for (var at = 0; at + SymbolSize <= symbols.Length; at += SymbolSize)
            {
                var isUndefined = BinaryPrimitives.ReadUInt16LittleEndian(symbols.AsSpan(at + 6)) == 0;
                var name = table.AsSpan((int)BinaryPrimitives.ReadUInt32LittleEndian(symbols.AsSpan(at)));
                var length = name.IndexOf((byte)0);
                if (isUndefined == undefined && length > 0)
                {
                    names.Add(Encoding.ASCII.GetString(name[..length]));
                }
            }
        }

        return names;
    }

    private static byte[] Bytes(MemoryMappedViewAccessor view, long offset, int length)
    {
        var bytes = new byte[length];
        view.ReadArray(offset, bytes, 0, length);
        return bytes;
    }
}
