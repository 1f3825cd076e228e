using System.Text.Json;
using Intervene.Files;
using Intervene.Interventions;

namespace Intervene.Tests.Interventions;

public sealed class RecordedReplyTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(0.25)]
    public void A_reply_comes_back_as_it_went_whether_its_price_is_known_or_not(double? dollars)
    {
        var record = new RecordedReply
        {
            ProblemId = "p",
            Sample = 1,
            Oracle = "llm/m",
            Reply = new OracleReply
            {
                Refusal = RefusalReason.Truncated,
                Detail = "d",
                RawText = "{}",
                PromptHash = "h",
                Usage = new OracleUsage(1, 0, 2, 0, (decimal?)dollars)
            },
        };
        var again = JsonSerializer.Deserialize<RecordedReply>(JsonSerializer.Serialize(record, RecordJson.Options), RecordJson.Options)!;
        Assert.Equal(record.Reply.Usage, again.Reply.Usage);
        Assert.Equal(record.Reply with { Proposals = again.Reply.Proposals }, again.Reply);
    }
}
