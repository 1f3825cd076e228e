using Intervene.Pipeline.Engines;

namespace Intervene.Pipeline.Tests.Runs;

public sealed class ThreadsTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable(Threads.Variable);

    [Theory]
    [InlineData(3, "5", 3)]
    [InlineData(null, "5", 5)]
    [InlineData(null, "1024", 1024)]
    public void A_recipe_goes_before_the_environment(int? option, string variable, int threads)
    {
        Environment.SetEnvironmentVariable(Threads.Variable, variable);
        Assert.Equal(threads, Threads.Of(option));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Else_there_is_one_a_core_however_many_there_are(string? variable)
    {
        Environment.SetEnvironmentVariable(Threads.Variable, variable);
        Assert.Equal(Environment.ProcessorCount, Threads.Of(null));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1025")]
    [InlineData("-1")]
    [InlineData("two")]
    [InlineData(" 2")]
    public void Another_value_is_refused_by_name(string variable)
    {
        Environment.SetEnvironmentVariable(Threads.Variable, variable);
        Assert.Contains($"INTERVENE_THREADS is '{variable}'",
            Assert.Throws<InterveneException>(() => Threads.Of(null)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Environment.SetEnvironmentVariable(Threads.Variable, _before);
}
