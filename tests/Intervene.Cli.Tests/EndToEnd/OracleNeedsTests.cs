using System.Net;
using System.Text;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>
/// What oracles need: a key or a program that is missing is refused before any work, a key that is wrong is recorded, counted and named once.
/// </summary>
public sealed class OracleNeedsTests : IDisposable
{
    private const string Variable = "INTERVENE_TEST_ORACLE_KEY";
    private const string Key = "sk-wrong-0123456789";
    private readonly TinyRun _tiny = new();

    [Theory]
    [InlineData(null, "is not set")]
    [InlineData("", "is empty")]
    [InlineData("two words", "no key has")]
    public void A_key_that_is_missing_is_refused_before_anything_is_sampled(string? value, string because)
    {
        var (code, output, errors) = Run(InProcess.Run, value, _tiny.Command("run", null, Oracle("http://127.0.0.1:9/v1")));
        Assert.Equal(1, code);
        Assert.Contains(Variable, errors, StringComparison.Ordinal);
        Assert.Contains(because, errors, StringComparison.Ordinal);
        Assert.Single(errors.Split("error:").Skip(1));
        Assert.False(File.Exists(_tiny.InRun("01-problems.jsonl")), output);
    }

    [Theory]
    [InlineData("run", "propose.oracle={ kind: command, command: [no-such-checker] }", "there is no program 'no-such-checker'")]
    [InlineData("run --dry-run", "propose.oracle={ kind: command, command: [./none] }", "propose.oracle.command: there is no program './none'")]
    [InlineData("run --dry-run", "verifier={ kind: command, run: [no-such-grader, x] }", "verifier.run: there is no program 'no-such-grader'")]
    public void A_program_that_is_not_there_is_refused_before_anything_is_sampled(string command, string option, string because)
    {
        var words = command.Split(' ');
        var (code, output, errors) = InProcess.Run([.. _tiny.Command(words[0], null, option), .. words[1..]]);
        Assert.Equal(1, code);
        Assert.Contains(because, errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_tiny.InRun("01-problems.jsonl")), output);
    }

    [Fact]
    public async Task A_key_that_is_wrong_is_recorded_counted_and_named_once_and_the_run_goes_on()
    {
        using var server = Refusing(out var address);
        var asked = ServeAsync(server);
        _tiny.CopyBefore("propose");
        var (code, output, errors) = Run(ProgramProcess.Run, Key, _tiny.Command("propose", null, Oracle(address)));
        Assert.True(code == 0, errors);
        Assert.Single(output.Split("Check the key in the variable that api_key_env names").Skip(1));
        Assert.Contains("--redo propose", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, output + errors, StringComparison.Ordinal);
        var replies = File.ReadAllLines(_tiny.InRun("04-replies.jsonl"));
        Assert.NotEmpty(replies);
        Assert.All(replies, reply => Assert.Contains("server_error", reply, StringComparison.Ordinal));
        Assert.All(replies, reply => Assert.DoesNotContain(Key, reply, StringComparison.Ordinal));
        server.Stop();
        Assert.InRange(await asked, 1, 16); // those that were on their way when the first refusal came, and none after it
    }

    public void Dispose() => _tiny.Dispose();

    private static string Oracle(string address) =>
        $"propose.oracle={{ kind: llm, endpoint: '{address}', model: m, api_key_env: {Variable} }}";

    private static (int Code, string Output, string Errors) Run(
        Func<string[], (int Code, string Output, string Errors)> program, string? key, string[] arguments)
    {
        Environment.SetEnvironmentVariable(Variable, key);
        try
        {
            return program(arguments);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    private static HttpListener Refusing(out string address)
    {
        for (var port = 20_000 + (Environment.ProcessId % 20_000); ; port++)
        {
            var server = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
            try
            {
                server.Start();
                address = $"http://127.0.0.1:{port}/v1";
                return server;
            }
            catch (HttpListenerException)
            {
                server.Close(); // somebody else has the port
            }
        }
    }

    /// <summary>Answers every request with 401 until the listener stops; the number of requests.</summary>
    private static async Task<int> ServeAsync(HttpListener server)
    {
        for (var count = 0; ; count++)
        {
            try
            {
                var context = await server.GetContextAsync();
                context.Response.StatusCode = 401;
                var body = Encoding.UTF8.GetBytes($"{{\"error\": {{\"message\": \"Incorrect API key provided: {Key}\"}}}}");
                await context.Response.OutputStream.WriteAsync(body);
                context.Response.Close();
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                return count;
            }
        }
    }
}
