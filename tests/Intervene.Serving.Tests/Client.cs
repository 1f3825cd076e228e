using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Intervene.Serving.Hosting;

namespace Intervene.Serving.Tests;

/// <summary>A client of a server in this process.</summary>
internal sealed class Client(WebServer server) : IAsyncDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server.Url };

    public HttpClient Http => _http;

    public Uri Url => server.Url;

    /// <summary>Posts JSON as it is written.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(string path, string json, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    public async Task<string> GetAsync(string path) =>
        await _http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>A bare connection, for what no HTTP client would send.</summary>
    public async Task<TcpClient> ConnectAsync()
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(server.Url.Host, server.Url.Port, TestContext.Current.CancellationToken);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await server.DisposeAsync();
    }
}
