using System.Net;
using System.Text;
using Intervene.Serving.Hosting;

namespace Intervene.Serving.Tests.Models;

public class HangUpTests(ChainsModel model)
{
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task What_a_client_hangs_up_on_ends_between_two_tokens(string stream)
    {
        await using var client = await model.StartAsync();
        var body = $$"""{"prompt":"1","n":8,"max_tokens":500,"temperature":100,"stream":{{stream}}}""";
        var before = model.Load;
        for (var i = 0; i < 20; i++)
        {
            using var connection = await client.ConnectAsync();
            await connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes(
                $"POST /v1/completions HTTP/1.1\r\nHost: a\r\nContent-Length: {body.Length}\r\n\r\n{body}"), TestContext.Current.CancellationToken);
            while (model.Load == before)
            {
                await Task.Yield(); // until the engine works on it
            }

            connection.Client.LingerState = new(true, 0); // closes with a reset
            connection.Close();
            while (model.Load > before)
            {
                await Task.Yield(); // 4000 tokens would take far longer than a step
            }
        }

        Assert.DoesNotContain("intervene_sampled_tokens_total 80000", await client.GetAsync("/metrics"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/completions", """{"prompt":"1"}""")).Status);
    }

    [Fact]
    public async Task A_stream_over_its_time_ends_with_an_error_event()
    {
        await using var client = await model.StartAsync(new ServerOptions { RequestTimeout = TimeSpan.FromMilliseconds(300) });
        var said = "";
        while (!said.Contains("\"error\"", StringComparison.Ordinal)) // a machine that is too fast needs more work
        {
            using var content = new StringContent("""{"prompt":"1","n":200,"max_tokens":500,"temperature":100,"stream":true}""");
            using var answer = await client.Http.PostAsync("/v1/completions", content, TestContext.Current.CancellationToken);
            said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        Assert.Contains("took longer than", said.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);
    }
}
