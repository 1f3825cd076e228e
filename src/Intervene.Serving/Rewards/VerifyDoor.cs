using System.Text.Json;
using Intervene.Rewards;
using Intervene.Serving.Hosting;
using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Rewards;

/// <summary>
/// <c>POST /v1/verify</c>, the server's own batch: <c>{"rows":[{"id","gold","response","finish_reason"}]}</c> becomes
/// <c>{"results":[{"id","reward","verdict","reason"}],"counts":{}}</c>, a result a row, in their order.
/// </summary>
internal static class VerifyDoor
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal) { "id", "prompt", "gold", "response", "finish_reason" };

    public static async Task AnswerAsync(HttpContext context, RowGrader grader)
    {
        using var body = await JsonBody.ReadAsync(context, context.RequestAborted).ConfigureAwait(false);
        if (body.RootElement.EnumerateObject().FirstOrDefault(field => !field.NameEquals("rows")) is
            { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            throw RequestFault.Bad($"The field '{unknown.Name}' is unknown: expected 'rows' alone.", unknown.Name);
        }

        var rows = body.RootElement.List("rows").EnumerateArray().ToArray();
        var grades = grader.Grade(rows.Length, i => Read(rows[i], i), context.RequestAborted);
        await JsonReply.SendAsync(context.Response, writer => Write(writer, rows, grades)).ConfigureAwait(false);
    }

    private static RewardRow Read(JsonElement row, int index)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            throw RequestFault.Bad($"Row {index} is {JsonFields.Describe(row.ValueKind)}: expected an object with gold and response.");
        }

        foreach (var field in row.EnumerateObject())
        {
            if (!Known.Contains(field.Name))
            {
                throw RequestFault.Bad($"The field '{field.Name}' is unknown: expected {string.Join(", ", Known)}.", field.Name);
            }
        }

        return new RewardRow(
            RowGrader.GoldOf(row, "gold"),
            row.Text("response"),
            row.TryGetProperty("finish_reason", out var finish) && JsonFields.TextOf(finish, "finish_reason") switch
            {
                "stop" => false,
                "length" => true,
                var other => throw RequestFault.Bad($"The field 'finish_reason' is '{other}': expected stop or length."),
            });
    }

    private static void Write(Utf8JsonWriter writer, JsonElement[] rows, Grade[] grades)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("results");
        for (var i = 0; i < rows.Length; i++)
        {
            writer.WriteStartObject();
            if (rows[i].ValueKind == JsonValueKind.Object && rows[i].TryGetProperty("id", out var id))
            {
                writer.WritePropertyName("id");
                id.WriteTo(writer);
            }

            RowGrader.Write(writer, grades[i]);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("counts");
        foreach (var (verdict, count) in RowGrader.Count(grades))
        {
            writer.WriteNumber(verdict, count);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
