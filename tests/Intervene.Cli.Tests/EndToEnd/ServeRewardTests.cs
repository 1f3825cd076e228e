using System.Net.Http.Json;

namespace Intervene.Cli.Tests.EndToEnd;

public class ServeRewardTests
{
    [Fact]
    public async Task The_first_line_says_where_it_listens_it_needs_no_torch_and_a_signal_ends_it_well()
    {
        using var program = ProgramProcess.Start("serve-reward", "--port", "0");
        program.Until(() => program.Output.Contains('\n', StringComparison.Ordinal));
        Assert.StartsWith("listening on http://127.0.0.1:", program.Output, StringComparison.Ordinal);
        using var http = new HttpClient { BaseAddress = new Uri(program.Output["listening on ".Length..].Trim()) };
        using var answer =
            await http.PostAsJsonAsync("/slime", new { prompt = "q", response = "\\boxed{2}", label = "2" }, TestContext.Current.CancellationToken);
        Assert.Contains(
            "\"verdict\":\"correct\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "torch", await File.ReadAllTextAsync($"/proc/{program.Id}/maps", TestContext.Current.CancellationToken),
            StringComparison.OrdinalIgnoreCase);
        program.Terminate();
        Assert.Equal(0, program.Wait());
    }

    [Theory]
    [InlineData("no such variable", "serve-reward", "--api-key-env", "INTERVENE_NO_SUCH_KEY")]
    [InlineData("there is no API key", "serve-reward", "--host", "0.0.0.0")]
    [InlineData("--port 70000", "serve-reward", "--port", "70000")]
    public void What_cannot_be_served_is_said(string part, params string[] arguments)
    {
        var (code, _, errors) = InProcess.Run(arguments);
        Assert.Equal(1, code);
        Assert.Contains(part, errors, StringComparison.Ordinal);
    }
}
