namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>What needs no tensors loads no libtorch, as the dynamic linker tells it.</summary>
public sealed class TorchFreeTests : IDisposable
{
    private const string Mapped = "libcoreclr.so", Torch = "libtorch";
    private readonly TinyRun _tiny = new();

    public static TheoryData<string> Verbs =>
    [
        "--help", "split split.at=discourse --redo split", "propose propose.max_per_problem=2 --redo propose",
        "propose propose.oracle.0.kind=arithmetic --redo propose", "report report.title=Another",
        "run --dry-run report.title=Another", "regrade", "verify --gold 1/2 --answer 0.5", "inspect models/chains",
    ];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void The_verb_maps_no_libtorch(string command)
    {
        var verb = command.Split(' ');
        _tiny.CopyWhole();
        var (code, output, errors, libraries) = ProgramProcess.RunWatched(verb switch
        {
            ["regrade"] => ["regrade", _tiny.Out],
            ["split" or "propose" or "report" or "run", ..] => _tiny.Command(verb[0], null, verb[1..]),
            _ => verb,
        });
        Assert.True(code == 0, output + errors);
        Assert.DoesNotContain("done before", output, StringComparison.Ordinal);
        Assert.Contains(Mapped, libraries, StringComparison.Ordinal);
        Assert.DoesNotContain(Torch, libraries, StringComparison.OrdinalIgnoreCase);
        if (verb[0] == "regrade")
        {
            Assert.Contains("arms/int/07-rl/rollouts", output, StringComparison.Ordinal);
            Assert.DoesNotContain("→", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Sampling_maps_it()
    {
        var (code, _, errors, libraries) = ProgramProcess.RunWatched(_tiny.Command("mine"));
        Assert.True(code == 0, errors);
        Assert.Contains(Torch, libraries, StringComparison.Ordinal);
    }

    public void Dispose() => _tiny.Dispose();
}
