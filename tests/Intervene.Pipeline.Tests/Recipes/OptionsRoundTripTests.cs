using FsCheck.Xunit;
using Intervene.Options;
using Intervene.Pipeline.Recipes;

namespace Intervene.Pipeline.Tests.Recipes;

public class OptionsRoundTripTests
{
    private static T Again<T>(T record)
        where T : class => OptionsYaml.Parse<T>(OptionsYaml.Write(record), "written", []);

    [Fact]
    public void The_defaults_read_back_equal()
    {
        Assert.Equal(OptionsYaml.Write(new RunOptions()), OptionsYaml.Write(Again(new RunOptions())));
        Assert.Equal(new PretrainOptions(), Again(new PretrainOptions()));
    }

    [Property]
    public bool Any_text_reads_back_equal(string text)
    {
        var sound = string.Concat((text ?? "").EnumerateRunes());
        var options = new ReportOptions { Title = sound };
        return Again(options) == options;
    }

    [Property]
    public bool Any_number_reads_back_equal(double share, long seed, bool flag, int? count)
    {
        var options = new ReportOptions();
        var rl = new RlOptions
        {
            Kl = double.IsFinite(share) ? new() { Coefficient = 1e-6 + (Math.Abs(share) % 1000) } : null,
            PolicyLoss = new PolicyLossOptions.Vanilla { DualClip = flag ? null : 1.5 },
        };
        var chains = new RunOptions
        {
            Seed = seed,
            Rl = rl,
            Report = options,
            Filter = new() { Controls = flag },
            Problems = [new ChainsProblemsOptions { Seed = seed },
                new FileProblemsOptions { Path = "a b", Limit = count is null ? null : (Math.Abs(count.Value % 1000)) + 1 }],
            Arms = [new() { Name = "x", Rl = rl with { Steps = 1 }, Sft = flag ? new() : null }],
        };
        var again = Again(chains);
        return again.Seed == seed && again.Rl == rl && again.Filter == chains.Filter
            && OptionsYaml.Write(again) == OptionsYaml.Write(chains) && again.Arms.SequenceEqual(chains.Arms);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a: b")]
    [InlineData("# x")]
    [InlineData("- x")]
    [InlineData("1e3")]
    [InlineData("\u2028\u0085\ufeff\0\u007f")]
    [InlineData("\U0001F600")]
    [InlineData("---")]
    public void A_text_that_looks_like_yaml_stays_a_text(string text) => Assert.Equal(text, Again(new ReportOptions { Title = text }).Title);
}
