using System.Globalization;
using System.Text.Json;
using Intervene.Rewards;
using Intervene.Serving.Hosting;
using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Rewards;

/// <summary>
/// PipelineRL's <c>/verify_answer</c>: <c>{"prediction","gold","strict","max_prediction_length"}</c> becomes <c>{"answer_status"}</c>, which is
/// <c>correct</c>, <c>wrong</c>, <c>no_answer</c> or <c>unparsable</c>, with <c>verdict</c> and <c>reason</c> beside it. Where it is not strict, a
/// tuple may stand for a set. A row that cannot be read gets status 400, after which PipelineRL raises.
/// </summary>
internal static class PipelineRlDoor
{
    private const int LongestPrediction = 1000; // what PipelineRL allows where a client does not say

    public static async Task AnswerAsync(HttpContext context, RowGrader strict, RowGrader loose)
    {
        using var body = await JsonBody.ReadAsync(context, context.RequestAborted).ConfigureAwait(false);
        var row = body.RootElement;
        var isStrict = !row.TryGetProperty("strict", out var flag) || flag.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            var kind => throw RequestFault.Bad($"The field 'strict' is {JsonFields.Describe(kind)}: expected true or false.", "strict"),
        };
        var limit = !row.TryGetProperty("max_prediction_length", out var number) ? LongestPrediction
            : number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var length) && length > 0 ? length
            : throw RequestFault.Bad("The field 'max_prediction_length' is no whole number above 0.", "max_prediction_length");
        var prediction = row.Text("prediction");
        var grade = Beyond(prediction, limit) ?? (isStrict ? strict : loose).Grade(
            1,
            _ => new RewardRow(RowGrader.GoldOf(row, "gold"), prediction),
            context.RequestAborted)[0];
        if (grade.Reward is null)
        {
            throw RequestFault.Bad(grade.Reason!, code: grade.Verdict);
        }

        await JsonReply.SendAsync(context.Response, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("answer_status", grade.Verdict == "out_of_fuel" ? "unparsable" : grade.Verdict);
            RowGrader.Write(writer, grade);
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    /// <summary>PipelineRL measures from the last box to the end of the prediction.</summary>
    private static Grade? Beyond(string prediction, int limit)
    {
        var box = prediction.LastIndexOf("\\boxed{", StringComparison.Ordinal);
        return box >= 0 && prediction.Length - box > limit
            ? new Grade(0, "unparsable", string.Create(
                CultureInfo.InvariantCulture, $"from its last box to its end the prediction has {prediction.Length - box} characters, more "
                    + $"than max_prediction_length allows: {limit}"))
            : null;
    }
}
