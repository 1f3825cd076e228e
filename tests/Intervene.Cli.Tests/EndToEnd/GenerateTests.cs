using System.Text.Json;
using Intervene.Text;

namespace Intervene.Cli.Tests.EndToEnd;

public class GenerateTests
{
    private const string Prompt = "58 *4 -19\n\n";

    [Fact]
    public void The_embedded_model_works_a_chain_and_the_ids_are_the_text()
    {
        var (code, text, errors) = ProgramProcess.Run("generate", "models/chains", "--prompt", Prompt, "--temperature", "0");
        Assert.True(code == 0, errors);
        Assert.Contains("ended by stop", errors, StringComparison.Ordinal);
        var ids = JsonSerializer.Deserialize<int[]>(
            ProgramProcess.Run("generate", "models/chains", "--prompt", Prompt, "--temperature", "0", "--ids").Output)!;
        Assert.Equal(Tokenizer.Load(Path.Combine(AppContext.BaseDirectory, "models", "chains")).Decode(ids, skipSpecialTokens: true).Trim(),
            text.ReplaceLineEndings("\n").Trim());
        Assert.Contains("58*4=232", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_text_and_a_budget_end_it()
    {
        Assert.EndsWith(
            "58*4=2", ProgramProcess.Run("generate", "models/chains", "--prompt", Prompt, "--temperature", "0", "--stop", "4=2").Output.Trim(),
            StringComparison.Ordinal);
        Assert.Contains(
            "3 sampled", ProgramProcess.Run("generate", "models/chains", "--prompt", Prompt, "--max-tokens", "3").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_embedded_model_is_found_from_every_folder()
    {
        foreach (var command in (string[][])[["generate", "models/chains", "--prompt", Prompt, "--max-tokens", "3"], ["inspect", "models/chains"]])
        {
            var (code, _, errors) = ProgramProcess.RunAfter("cd /", command);
            Assert.True(code == 0, errors);
        }
    }

    [Fact]
    public void A_standard_output_that_is_closed_is_named()
    {
        var (code, _, errors) = ProgramProcess.RunAfter("exec >&-", "inspect", "models/chains");
        Assert.Equal(1, code);
        Assert.Contains("Standard output is closed", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("either --prompt", "generate", "models/chains")]
    [InlineData("no chat template", "generate", "models/chains", "--messages", "[{\"role\":\"user\",\"content\":\"1\"}]")]
    [InlineData("temperature", "generate", "models/chains", "--prompt", "1", "--temperature", "-1")]
    [InlineData("tokenizer.json", "generate", "models/none", "--prompt", "1")]
    public void What_cannot_be_done_is_said(string part, params string[] arguments)
    {
        var (code, _, errors) = InProcess.Run(arguments);
        Assert.Equal(1, code);
        Assert.Contains(part, errors, StringComparison.Ordinal);
    }
}
