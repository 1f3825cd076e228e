using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Intervene.Files;

/// <summary>The version of a record's format: the constant <c>CurrentFormat</c> of its type, 1 where it has none.</summary>
internal static class RecordFormat
{
    private static readonly ConcurrentDictionary<Type, int?> Current = new();

    /// <summary>Refuses a record of another format by that name.</summary>
    /// <param name="where">File and line.</param>
    /// <param name="type">The record's type.</param>
    /// <param name="json">The record.</param>
    /// <exception cref="InterveneException">Its <c>format_version</c> is not the one that this program reads.</exception>
    public static void Require(string where, Type type, ReadOnlySpan<byte> json)
    {
        if (Current.GetOrAdd(type, Of) is { } expected && Found(json) is { } found && found != expected)
        {
            throw new InterveneException(
                $"{where}: a record of format {found}; this program reads format {expected}. {(found < expected ? "An earlier" : "A later")} version of Intervene wrote it: "
                + "go on with that version, or start a new run in another directory.");
        }
    }

    private static int? Of(Type type) => type.GetProperty("FormatVersion") is null ? null
        : type.GetField(
            "CurrentFormat", BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy)?.GetRawConstantValue() as int? ?? 1;

    /// <summary>The first top-level <c>format_version</c>, or null.</summary>
    private static int? Found(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                {
                    var wanted = reader.ValueTextEquals("format_version"u8);
                    reader.Read();
                    if (wanted)
                    {
                        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version) ? version : null;
                    }

                    reader.Skip();
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // What is no JSON is explained by who reads the record.
        }

        return null;
    }
}
