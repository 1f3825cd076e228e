using Intervene.Options;
using Intervene.Pipeline.Recipes;

namespace Intervene.Cli.Tests.EndToEnd;

public class RecipeTests
{
    public static TheoryData<string> Runs =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "recipes"))
            .Select(file => Path.GetFileName(file)!).Where(name => name != "chains-pretrain.yaml").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Runs))]
    public void Every_recipe_is_readable_and_has_a_smaller_variant(string name)
    {
        var options = OptionsYaml.Load<RunOptions>(Bundled.Recipe("recipes/" + name, quick: false), []);
        Assert.NotEmpty(options.Arms);
        if (!name.Contains("-quick", StringComparison.Ordinal))
        {
            var quick = OptionsYaml.Load<RunOptions>(Bundled.Recipe("recipes/" + name, quick: true), []);
            Assert.True(quick.Mine.TrainProblems < options.Mine.TrainProblems);
            Assert.Equal(options.Model, quick.Model);
        }
    }

    [Fact]
    public void A_recipe_without_a_small_variant_says_so() =>
        Assert.Contains(
            "own-quick.yaml", Assert.Throws<InterveneException>(() => Bundled.Recipe("own.yaml", quick: true)).Message, StringComparison.Ordinal);
}
