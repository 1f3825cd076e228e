using System.Text.Encodings.Web;
using System.Text.Json;
using Intervene.Files;
using Intervene.Rewards;

namespace Intervene.Remote.Graders;

/// <summary>The protocol of a verifier's process: a line <c>{"id","gold","response"}</c> in, a line <c>{"id","reward","verdict","reason"}</c>
/// out.</summary>
internal static class GraderLine
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line of a row, with its line break.</summary>
    public static byte[] Write(GraderRow row) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(new { id = row.Id, gold = row.Gold, response = row.Response }, Options), (byte)'\n'];

    /// <summary>Reads the answer to a row.</summary>
    /// <exception cref="GraderFault">The line is no answer to it.</exception>
    public static Grade Read(string line, GraderRow row)
    {
        try
        {
            using var json = JsonText.Document(line);
            var answer = json.RootElement;
            if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("id", out var id)
                || id.ValueKind != JsonValueKind.String || id.GetString() != row.Id)
            {
                throw Unreadable(line, $"an object with the id \"{row.Id}\"");
            }

            var verdict = answer.TryGetProperty("verdict", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
            var reason = answer.TryGetProperty("reason", out var words) && words.ValueKind == JsonValueKind.String
                ? GraderText.Line(words.GetString()!) : "";
            if (!GraderText.IsVerdict(verdict))
            {
                throw Unreadable(line, "a verdict in snake_case of at most 64 characters");
            }

            return answer.TryGetProperty("reward", out var reward) && reward.ValueKind == JsonValueKind.Null ? new Grade(null, verdict, reason)
                : reward.ValueKind == JsonValueKind.Number && reward.TryGetDouble(out var value) && double.IsFinite(value)
                    ? new Grade(value, verdict, reason)
                : throw Unreadable(line, "a reward that is a finite number, or null where there is none");
        }
        catch (JsonException)
        {
            throw Unreadable(line, "a line of JSON");
        }
    }

    private static GraderFault Unreadable(string line, string expected) =>
        new(GraderFault.Unreadable, $"the verifier wrote \"{GraderText.Line(line)}\"; expected {expected}", isWorthAnotherTry: true);
}
