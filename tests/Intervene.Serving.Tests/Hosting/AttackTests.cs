using System.Net;
using System.Text;
using Intervene.Serving.Hosting;
using Intervene.Serving.Tests.Rewards;

namespace Intervene.Serving.Tests.Hosting;

public class AttackTests
{
    private const string Row = """{"rows":[{"gold":"1","response":"\\boxed{1}"}]}""";

    [Theory]
    [InlineData("{\"rows\":[NaN]}", 400, "not JSON")]
    [InlineData("{\"rows\":[]", 400, "not JSON")]
    [InlineData("", 400, "not JSON")]
    [InlineData("{\"rows\":[],\"rows\":[]}", 400, "twice")]
    [InlineData("[]", 400, "is a list")]
    [InlineData("{\"rows\":{}}", 400, "'rows' is an object")]
    [InlineData("{\"lines\":[]}", 400, "'lines' is unknown")]
    public async Task A_body_that_is_no_request_is_refused(string json, int status, string part)
    {
        await using var client = await RewardServers.StartAsync();
        var (found, body) = await client.PostAsync("/v1/verify", json);
        Assert.Equal(status, (int)found);
        Assert.Contains(part, (string)body["error"]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deep_and_long_bodies_and_bytes_that_are_no_text_are_refused()
    {
        await using var client = await RewardServers.StartAsync(new ServerOptions { MaxBodyBytes = 4096 });
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/v1/verify", new string('[', 2000))).Status);
        var (status, body) = await client.PostAsync("/v1/verify", $"{{\"rows\":[\"{new string('a', 8192)}\"]}}");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("4096 bytes", (string)body["error"]!["message"]!, StringComparison.Ordinal);

        byte[] bytes = [.. Encoding.UTF8.GetBytes("""{"rows":[{"gold":"1","response":"""), (byte)'"', 0xff, 0xfe, (byte)'"', .. "}]}"u8];
        using var answer = await client.Http.PostAsync("/v1/verify", new ByteArrayContent(bytes), TestContext.Current.CancellationToken);
        Assert.Contains("bad_row", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_and_methods_that_do_not_exist_are_said()
    {
        await using var client = await RewardServers.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync("/v2/verify", "{}")).Status);
        var (status, body) = await client.PostAsync("/health", "{}");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, status);
        Assert.Contains("GET", (string)body["error"]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_opens_and_nothing_else_does()
    {
        await using var client = await RewardServers.StartAsync(new ServerOptions { ApiKey = "right" });
        foreach (var wrong in (string?[])[null, "Bearer wrong", "Bearer ", "right", "Basic !", "Basic " + Convert.ToBase64String("right"u8)])
        {
            var (status, body) = await client.PostAsync("/v1/verify", Row, wrong);
            Assert.Equal(HttpStatusCode.Unauthorized, status);
            Assert.Equal("invalid_api_key", (string)body["error"]!["code"]!);
        }

        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/verify", Row, "Bearer right")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/verify", Row, "Basic " + Convert.ToBase64String("any:right"u8))).Status);
        Assert.Contains("ok", await client.GetAsync("/health"), StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/metrics"));
    }

    [Fact]
    public async Task A_page_of_another_site_is_refused_where_there_is_no_key()
    {
        await using var client = await RewardServers.StartAsync();
        client.Http.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/v1/verify", Row)).Status);
    }

    [Fact]
    public async Task Beyond_loopback_there_has_to_be_a_key()
    {
        var fault = await Assert.ThrowsAsync<InterveneException>(() => RewardServers.StartAsync(new ServerOptions { Host = "0.0.0.0" }));
        Assert.Contains("--api-key-env", fault.Message, StringComparison.Ordinal);
        await using var open = await RewardServers.StartAsync(new ServerOptions { Host = "0.0.0.0", ApiKey = "k" });
        Assert.NotEqual(0, open.Url.Port);
    }

    [Fact]
    public async Task A_port_in_use_and_an_address_that_is_none_are_one_message()
    {
        await using var first = await RewardServers.StartAsync();
        var taken = await Assert.ThrowsAsync<InterveneException>(() => RewardServers.StartAsync(new ServerOptions { Port = first.Url.Port }));
        Assert.Contains("in use", taken.Message, StringComparison.Ordinal);
        var unknown = await Assert.ThrowsAsync<InterveneException>(() => RewardServers.StartAsync(new ServerOptions { Host = "nowhere" }));
        Assert.Contains("expected an IP address", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_drips_its_headers_is_cut_off_and_others_are_answered()
    {
        await using var client = await RewardServers.StartAsync(new ServerOptions { HeaderTimeout = TimeSpan.FromSeconds(1) });
        using var slow = await client.ConnectAsync();
        await slow.GetStream().WriteAsync("POST /v1/verify HTTP/1.1\r\nHost: a\r\nX-"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/verify", Row)).Status);
        var said = await new StreamReader(slow.GetStream()).ReadToEndAsync(TestContext.Current.CancellationToken); // ends when the server closes
        Assert.StartsWith("HTTP/1.1 408", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_gets_its_error_and_ends()
    {
        await using var client = await RewardServers.StartAsync(new ServerOptions { RequestTimeout = TimeSpan.FromMilliseconds(200) });
        using var slow = await client.ConnectAsync();
        await slow.GetStream().WriteAsync(
            "POST /v1/verify HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"u8.ToArray(), TestContext.Current.CancellationToken);
        var buffer = new byte[64];
        var read = await slow.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 503", Encoding.UTF8.GetString(buffer, 0, read), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_clients_that_hang_up_leave_the_server_as_it_was()
    {
        await using var client = await RewardServers.StartAsync();
        for (var i = 0; i < 1000; i++)
        {
            using var rude = await client.ConnectAsync();
            await rude.GetStream().WriteAsync(
                "POST /v1/verify HTTP/1.1\r\nHost: a\r\nContent-Length: 60\r\n\r\n{\"rows\":"u8.ToArray(), TestContext.Current.CancellationToken);
            rude.Client.LingerState = new(true, 0); // closes with a reset
        }

        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/verify", Row)).Status);
        while (!(await client.GetAsync("/metrics")).Contains("intervene_http_requests_running 1\n", StringComparison.Ordinal))
        {
            await Task.Yield(); // the scrape itself is the one that runs
        }
    }

    [Fact]
    public async Task Ending_waits_for_the_answers_under_way()
    {
        var server = await RewardServers.StartAsync();
        using var connection = await server.ConnectAsync();
        var body = Encoding.UTF8.GetBytes(Row);
        await connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes(
            $"POST /v1/verify HTTP/1.1\r\nHost: a\r\nContent-Length: {body.Length}\r\n\r\n{{"), TestContext.Current.CancellationToken);
        while (!(await server.GetAsync("/metrics")).Contains("intervene_http_requests_running 2\n", StringComparison.Ordinal))
        {
            await Task.Yield();
        }

        var ending = server.DisposeAsync().AsTask();
        await connection.GetStream().WriteAsync(body.AsMemory(1), TestContext.Current.CancellationToken);
        var said = await new StreamReader(connection.GetStream()).ReadToEndAsync(TestContext.Current.CancellationToken);
        await ending;
        Assert.StartsWith("HTTP/1.1 200", said, StringComparison.Ordinal);
        Assert.Contains("\"correct\"", said, StringComparison.Ordinal);
    }
}
