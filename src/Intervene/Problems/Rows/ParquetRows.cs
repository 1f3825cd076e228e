using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using Intervene.Files;
using Parquet;
using Parquet.Serialization;

namespace Intervene.Problems.Rows;

/// <summary>Rows of a Parquet file, one row group in memory at a time; lists and structs become JSON arrays and objects.</summary>
internal static class ParquetRows
{
    private const int TailBytes = 8;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InterveneException">The file is no Parquet, is damaged, or uses what is not read.</exception>
    public static IEnumerable<(JsonObject Fields, string Where)> Read(string path)
    {
        RowStream.Magic(path);
        using var file = IoFault.Guard(path, "read", () => File.OpenRead(path));
        RequireFooter(file, path);
        var groups = Guard(path, () => Groups(file, path));
        long number = 0;
        for (var i = 0; i < groups; i++)
        {
            foreach (var row in Guard(path, () => Rows(file, i)))
            {
                yield return (row, $"{path}: row {number++}");
            }
        }
    }

    private static int Groups(FileStream file, string path)
    {
        var reader = ParquetReader.CreateAsync(file, leaveStreamOpen: true).GetAwaiter().GetResult();
        try
        {
            foreach (var group in reader.Metadata?.RowGroups ?? [])
            {
                if (group.NumRows is < 0 or > RowLimits.GroupRows || group.TotalByteSize > RowLimits.GroupBytes)
                {
                    throw new InterveneException(
                        $"{path}: a row group of {group.NumRows} rows and {group.TotalByteSize} bytes. Expected: at most {RowLimits.GroupRows} "
                            + $"rows and {RowLimits.Text(RowLimits.GroupBytes)}; write the file with smaller row groups.");
                }
            }

            return reader.RowGroupCount;
        }
        finally
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static List<JsonObject> Rows(FileStream file, int group)
    {
        file.Position = 0;
        var result = ParquetSerializer.DeserializeUntypedAsync(file, new ParquetOptions(), group).GetAwaiter().GetResult();
        return [.. result.Data.Select(row => (JsonObject)Node(row)!)];
    }

    /// <summary>A file ends in its footer, the footer's length and a mark.</summary>
    private static void RequireFooter(FileStream file, string path)
    {
        Span<byte> tail = stackalloc byte[TailBytes];
        Span<byte> head = stackalloc byte[4];
        if (file.Length < TailBytes + head.Length)
        {
            throw Damaged(path, $"it has {file.Length} bytes");
        }

        file.ReadExactly(head);
        file.Position = file.Length - TailBytes;
        file.ReadExactly(tail);
        file.Position = 0;
        if (!head.SequenceEqual("PAR1"u8) || !tail[4..].SequenceEqual("PAR1"u8))
        {
            throw Damaged(path, "its first or last four bytes are not PAR1");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (length > file.Length - TailBytes - head.Length || length > RowLimits.FooterBytes)
        {
            throw Damaged(path, $"its footer says that it is {length} bytes long, the file has {file.Length}");
        }
    }

    private static InterveneException Damaged(string path, string found, Exception? inner = null) =>
        new($"{path}: the file cannot be read as Parquet: {found.TrimEnd('.')}. Expected: a whole Parquet file; fetch it anew, or write it as "
            + $"JSON lines.", inner);

    /// <summary>Whatever a damaged file makes the library do, the file is at fault; a size read from it may ask for any memory.</summary>
    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is not InterveneException)
        {
            throw Damaged(path, fault is OutOfMemoryException ? "a size in it asks for more memory than there is" : fault.Message, fault);
        }
    }

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool truth => JsonValue.Create(truth),
        int or long or short or byte or sbyte or ushort or uint or ulong => JsonValue.Create(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        float number => Real(number.ToString("R", CultureInfo.InvariantCulture), float.IsFinite(number)),
        double number => Real(number.ToString("R", CultureInfo.InvariantCulture), double.IsFinite(number)),
        decimal number => JsonValue.Create(number),
        DateTime time => JsonValue.Create(time.ToString("o", CultureInfo.InvariantCulture)),
        byte[] bytes => JsonValue.Create(Convert.ToBase64String(bytes)),
        IEnumerable<KeyValuePair<string, object>> fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Node(field.Value)))),
        IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(Node)]),
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    /// <summary>A number with the shortest digits of its own width: a 32-bit 0.1 is 0.1. What is no number stays a text that says so.</summary>
    private static JsonNode? Real(string digits, bool isFinite) => isFinite ? JsonNode.Parse(digits) : JsonValue.Create(digits);
}
