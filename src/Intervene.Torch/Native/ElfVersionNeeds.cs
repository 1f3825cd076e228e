using System.Buffers.Binary;
using System.Text;

namespace Intervene.Torch.Native;

/// <summary>
/// Marks symbol-version needs of a 64-bit ELF library as weak. The library asks for a version of libstdc++ whose only symbol it never calls; with the
/// need weakened (<c>VER_FLG_WEAK</c>), the dynamic linker loads it against older runtimes.
/// </summary>
internal static class ElfVersionNeeds
{
    private const uint SectionTypeVersionNeed = 0x6ffffffe;
    private const ushort WeakFlag = 2;

    /// <summary>Replaces the file at <paramref name="path"/> by a copy whose version needs with the given prefix are weak.</summary>
    /// <remarks>
    /// The copy is written aside and renamed, so that a hard link into a package folder is cut and a process that runs at the same time sees either
    /// file.
    /// </remarks>
    public static string WeakenCopy(string path, string versionPrefix)
    {
        var bytes = File.ReadAllBytes(path);
        Weaken(bytes, versionPrefix);
        var aside = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllBytes(aside, bytes);
        File.Move(aside, path, overwrite: true);
        return path;
    }

    /// <summary>Sets the weak flag on every matching need and returns how many there were.</summary>
    internal static int Weaken(Span<byte> elf, string versionPrefix)
    {
        if (elf.Length < 64 || !elf[..4].SequenceEqual("\u007fELF"u8) || elf[4] != 2 || elf[5] != 1)
        {
            throw new IOException("not a 64-bit little-endian ELF file");
        }

        var sections = (int)BinaryPrimitives.ReadUInt64LittleEndian(elf[40..]);
        var entrySize = BinaryPrimitives.ReadUInt16LittleEndian(elf[58..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(elf[60..]);
        var weakened = 0;
        for (var i = 0; i < count; i++)
        {
            var section = elf.Slice(sections + (i * entrySize), entrySize);
            if (BinaryPrimitives.ReadUInt32LittleEndian(section[4..]) != SectionTypeVersionNeed)
            {
                continue;
            }

            var offset = (int)BinaryPrimitives.ReadUInt64LittleEndian(section[24..]);
            var link = (int)BinaryPrimitives.ReadUInt32LittleEndian(section[40..]);
            var names = (int)BinaryPrimitives.ReadUInt64LittleEndian(elf[(sections + (link * entrySize) + 24)..]);
            weakened += WeakenSection(elf, offset, names, versionPrefix);
        }

        return weakened;
    }

    private static int WeakenSection(Span<byte> elf, int need, int names, string versionPrefix)
    {
        var weakened = 0;
        while (true)
        {
            var auxiliaries = BinaryPrimitives.ReadUInt16LittleEndian(elf[(need + 2)..]);
            var auxiliary = need + (int)BinaryPrimitives.ReadUInt32LittleEndian(elf[(need + 8)..]);
            for (var i = 0; i < auxiliaries; i++)
            {
                var name = elf[(names + (int)BinaryPrimitives.ReadUInt32LittleEndian(elf[(auxiliary + 8)..]))..];
                if (Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]).StartsWith(versionPrefix, StringComparison.Ordinal))
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(elf[(auxiliary + 4)..], WeakFlag);
                    weakened++;
                }

                auxiliary += (int)BinaryPrimitives.ReadUInt32LittleEndian(elf[(auxiliary + 12)..]);
            }

            var next = (int)BinaryPrimitives.ReadUInt32LittleEndian(elf[(need + 12)..]);
            if (next == 0)
            {
                return weakened;
            }

            need += next;
        }
    }
}
