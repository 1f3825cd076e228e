using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Runs;
using Intervene.Tests.Files;

namespace Intervene.Pipeline.Tests.Runs;

public sealed class RunComparisonTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_of_equal_options_whose_files_were_others_are_not_compared()
    {
        RunPaths first = Run("first", 1, "a"), second = Run("second", 2, "a"), other = Run("other", 3, "b");
        RunComparison.RequireSameButSeed(first, second);
        var refused = Assert.Throws<InterveneException>(() => RunComparison.RequireSameButSeed(first, other));
        Assert.Contains("was made from other files than", refused.Message, StringComparison.Ordinal);
        Assert.Contains("problems.0", refused.Message, StringComparison.Ordinal);
    }

    private RunPaths Run(string name, long seed, string problems)
    {
        var request = new RunRequest
        {
            ResolvedYaml = OptionsYaml.Write(new RunOptions { Seed = seed }),
            Seed = seed,
            Inputs = [new RunInput(RunInput.Model, "/m", "m"), new RunInput("problems.0", "/p", problems)],
            Torch = "test",
            Threads = 1,
        };
        using var run = RunDirectory.Open(_folder[name], request, TimeProvider.System);
        run.Adopt(request);
        return new RunPaths(run.Root);
    }
}
