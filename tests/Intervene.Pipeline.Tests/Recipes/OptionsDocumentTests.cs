namespace Intervene.Pipeline.Tests.Recipes;

public class OptionsDocumentTests
{
    [Fact]
    public void The_page_in_the_repository_is_up_to_date()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Intervene.slnx")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        var page = Path.Combine(folder.FullName, "docs", "configuration.md");
        var current = OptionsDocument.Write();
        if (Environment.GetEnvironmentVariable("INTERVENE_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(page, current);
        }

        Assert.True(
            File.Exists(page) && File.ReadAllText(page) == current,
            "docs/configuration.md differs from the option records: run this test with INTERVENE_UPDATE_DOCS=1 to write it.");
    }

    [Fact]
    public void Every_option_has_a_comment() =>
        Assert.DoesNotContain(OptionsDocument.Write().Split('\n'),
            line => line.StartsWith("| `", StringComparison.Ordinal) && line.EndsWith("|  |", StringComparison.Ordinal));

    [Fact]
    public void A_key_is_explained()
    {
        Assert.StartsWith("rl.policy_loss.clip_high: The ratio is clipped above",
            OptionsDocument.Explain("rl.policy_loss.clip_high"), StringComparison.Ordinal);
        Assert.StartsWith("problems.columns.question: The question; null takes a common name",
            OptionsDocument.Explain("problems.0.columns.question"), StringComparison.Ordinal);
        Assert.Contains("default `null`", OptionsDocument.Explain("problems.0.columns.question"), StringComparison.Ordinal);
        Assert.Contains("{question}", OptionsDocument.Explain("prompt.template"), StringComparison.Ordinal);
        Assert.Contains("Did you mean rl.policy_loss.clip_high?",
            Assert.Throws<InterveneException>(() => OptionsDocument.Explain("rl.policy_loss.clip_hi")).Message, StringComparison.Ordinal);
    }
}
