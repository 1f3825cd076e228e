using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using Parquet.Serialization;

namespace Intervene.Problems.Reading;

/// <summary>Rows of a Parquet file; lists and structs become JSON arrays and objects.</summary>
internal static class ParquetRows
{
    public static IReadOnlyList<ProblemRow> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var result = ParquetSerializer.DeserializeUntypedAsync(file).GetAwaiter().GetResult();
            return [.. result.Data.Select((row, i) => new ProblemRow((JsonObject)Node(row)!, i, $"{path}: row {i}"))];
        }
        catch (Exception fault) when (fault is not InterveneException and not OutOfMemoryException and not FileNotFoundException and not DirectoryNotFoundException and not UnauthorizedAccessException)
        {
            throw new InterveneException($"{path}: the file cannot be read as Parquet. {fault.Message}", fault);
        }
    }

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool truth => JsonValue.Create(truth),
        int or long or short or byte or sbyte or ushort or uint or ulong => JsonValue.Create(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        double or float => Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? JsonValue.Create(number) : null,
        decimal number => JsonValue.Create(number),
        byte[] bytes => JsonValue.Create(Convert.ToBase64String(bytes)),
        IEnumerable<KeyValuePair<string, object>> fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Node(field.Value)))),
        IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(Node)]),
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };
}
