using System.Reflection;
using System.Text.Json;
using Intervene.Files;
using Intervene.Pipeline.Runs;
using Intervene.Rollouts;

namespace Intervene.Fuzzing.Targets;

/// <summary>Records of every artifact; which one it is, the first line says.</summary>
internal static class RecordTarget
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", ":", ",", "null", "true", "-1", "1e999", "NaN", "\"NaN\"", "\"Infinity\"", "99999999999999999999", "2147483648",
        "\\ud83d", "\\u0000", "\u0001", "\ud83d", "\uE0C3\uE028",
        "\uFEFF", "format_version", "\"format_version\":7,", "token_ids", "problem", "\n", "\r", "\t", "{\"a\":{\"a\":{\"a\":{", "split",
        "\"train\"", "kind", "\"kind\":\"refusal\",", "\\", "\u202e", "𝔸", "\0",
    ];

    public static FuzzTarget Create(string folder)
    {
        var types = SampleRecord.Types(typeof(Rollout).Assembly, typeof(RunManifest).Assembly)
            .ToDictionary(pair => pair.Record.Name, pair => pair, StringComparer.Ordinal);
        var path = Path.Combine(folder, "records");
        return new FuzzTarget
        {
            Name = "records",
            Seeds =
            [
                .. types.Values.Select(pair =>
                    $"{pair.Record.Name}\n{JsonSerializer.Serialize(SampleRecord.Of(pair.Record), pair.ReadAs, RecordJson.Options)}\n"),
            ],
            Pieces = Pieces,
            Read = text => Read(path, types, text),
        };
    }

    private static string Read(string path, Dictionary<string, (Type Record, Type ReadAs)> types, string text)
    {
        var line = text.IndexOf('\n', StringComparison.Ordinal);
        var type = types.GetValueOrDefault(line < 0 ? "" : text[..line]).ReadAs ?? types.Values.First().ReadAs;
        File.WriteAllBytes(path, RawText.Bytes(text[(line + 1)..]));
        try
        {
            var count = typeof(RecordTarget).GetMethod(nameof(Count), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type);
            return (int)count.Invoke(null, [path])! > 0 ? "read" : "nothing there";
        }
        catch (TargetInvocationException fault)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault.InnerException!);
            throw;
        }
    }

    /// <summary>Every refusal names the file; what was read is written as it was read.</summary>
    private static int Count<T>(string path)
    {
        try
        {
            var records = JsonLines.Read<T>(path).ToList();
            records.ForEach(record => JsonSerializer.Serialize(record, RecordJson.Options));
            return records.Count;
        }
        catch (InterveneException fault) when (!fault.Message.Contains(Path.GetFileName(path) + ":", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"the refusal does not name the line: {fault.Message}", fault);
        }
    }
}
