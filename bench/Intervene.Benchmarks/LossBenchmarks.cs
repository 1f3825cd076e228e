using System.Globalization;
using Intervene.Torch.Native;
using Intervene.Torch.Ops;
using static TorchSharp.torch;

namespace Intervene.Benchmarks;

/// <summary>
/// Time and memory of the head's loss over 49,152 tokens of width 64, forward and backward, beside plain libtorch: how much the peak grows with the
/// rows.
/// </summary>
public static class LossBenchmarks
{
    private const int Vocabulary = 49_152, Width = 64;

    /// <summary>Runs the benchmark; <c>--repeats N</c> (default 3).</summary>
    public static void Run(string[] args)
    {
        NativeTorch.Load();
        var repeats = Arguments.Number(args, "--repeats", 3);
        foreach (var rows in new[] { 512, 1024, 2048, 4096, 8192 })
        {
            using var scope = NewDisposeScope();
            using var generator = new Generator(1);
            Tensor hidden = randn([rows, Width], generator: generator)
                .requires_grad_(), head = randn([Vocabulary, Width], generator: generator).mul_(0.05).requires_grad_();
            var targets = randint(0, Vocabulary, [rows], int64, generator: generator);
            var (ours, ourPeak) = Measure(repeats, () => TokenLogProbs.Of(hidden, head, targets, 1).LogProbs.mean().backward());
            var line = string.Create(CultureInfo.InvariantCulture, $"{rows,6} rows: ours {ours,6:F2} s, {ourPeak,6:N0} MB");
            if (rows <= 4096)
            {
                var (theirs, theirPeak) = Measure(repeats, () => nn.functional.cross_entropy(hidden.mm(head.t()), targets).backward());
                line += string.Create(
                    CultureInfo.InvariantCulture, $"; plain libtorch {theirs,6:F2} s, {theirPeak,6:N0} MB; {theirs / ours:F2} times as long");
            }

            Console.WriteLine(line);
        }
    }

    /// <summary>Median processor seconds, and by how many MB the resident memory rises.</summary>
    private static (double Seconds, double Peak) Measure(int repeats, Action work)
    {
        var seconds = new List<double>();
        var peak = ResidentMemory.Rise(() =>
        {
            for (var i = 0; i <= repeats; i++)
            {
                using var scope = NewDisposeScope();
                seconds.Add(Arguments.Processor(work));
            }
        });
        return (Arguments.Median(seconds), peak);
    }
}
