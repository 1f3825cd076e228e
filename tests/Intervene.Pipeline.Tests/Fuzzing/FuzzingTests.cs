using Intervene.Fuzzing;
using Intervene.Fuzzing.Targets;

namespace Intervene.Pipeline.Tests.Fuzzing;

/// <summary>
/// A sample of what <c>bench/Intervene.Fuzzing</c> throws at every reader of inputs from outside: each input is read, or refused with a message.
/// </summary>
public sealed class FuzzingTests : IDisposable
{
    private const int Sample = 1_500;
    private readonly AllTargets _targets = new();

    public static TheoryData<string> Names => [.. AllTargets.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Mutated_inputs_are_read_or_refused(string name)
    {
        var result = Fuzzer.Run(_targets.All.Single(target => target.Name == name), 1, Sample);
        Assert.True(result.Failures.Count == 0, result.ToString());
        Assert.True(result.Outcomes.Count > 1 && result.Outcomes.Values.Sum() == Sample, result.ToString());
    }

    [Fact]
    public void A_reader_that_fails_is_told_with_its_seed_and_the_smallest_input()
    {
        var target = new FuzzTarget
        {
            Name = "test",
            Seeds = ["well formed, and rather long so that there is much to leave out"],
            Pieces = ["<>"],
            Read = text => text.Contains("<>", StringComparison.Ordinal) ? throw new FormatException("two angles") : "read",
        };
        var failure = Assert.Single(Fuzzer.Run(target, 7, 100).Failures);
        Assert.Equal("<>", failure.Smallest);
        Assert.Equal(nameof(FormatException), failure.Reason);
        Assert.Contains("<>", Mutation.Of(target, failure.Seed), StringComparison.Ordinal);
        Assert.Contains($"--seed {failure.Seed} --count 1", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_can_be_mutated_as_one()
    {
        byte[] bytes = [0, 65, 0x7F, 0x80, 0xC3, 0x28, 0xFF];
        Assert.Equal(bytes, RawText.Bytes(RawText.Of(bytes)));
        Assert.Equal([0xED, 0xA0, 0xBD, 0xC3, 0xA9, 0xF0, 0x9D, 0x94, 0xB8], RawText.Bytes("\ud83dé𝔸"));
    }

    public void Dispose() => _targets.Dispose();
}
