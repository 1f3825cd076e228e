using Intervene.Serving.Hosting;
using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Rewards;

/// <summary>
/// slime's <c>--rm-type remote_rm --reward-key reward</c>: <c>{"prompt","response","label"}</c> becomes <c>{"reward","verdict","reason"}</c>. A row
/// that cannot be read gets status 400, after which slime stops, where a number would train on it.
/// </summary>
internal static class SlimeDoor
{
    public static async Task AnswerAsync(HttpContext context, RowGrader grader)
    {
        using var body = await JsonBody.ReadAsync(context, context.RequestAborted).ConfigureAwait(false);
        var row = body.RootElement;
        var grades = grader.Grade(
            1,
            _ => new RewardRow(RowGrader.GoldOf(row, "label"), row.Text("response")),
            context.RequestAborted);
        if (grades[0].Reward is null)
        {
            throw RequestFault.Bad(grades[0].Reason!, code: grades[0].Verdict);
        }

        await JsonReply.SendAsync(context.Response, writer =>
        {
            writer.WriteStartObject();
            RowGrader.Write(writer, grades[0]);
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }
}
