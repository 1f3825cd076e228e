using Intervene.Torch.Native;
using TorchSharp;

namespace Intervene.Torch.Tests.Native;

public class ElfVersionNeedsTests
{
    private static readonly string Library = Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");

    [Fact]
    public void The_binding_loads_on_this_machine() => Assert.Equal(3f, (torch.ones(3).sum()).ToSingle());

    [Fact]
    public void A_weakened_copy_differs_only_in_the_flags_of_the_matching_needs()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("ELF files are Linux's.");
        }

        var original = File.ReadAllBytes(Library);
        var copy = (byte[])original.Clone();
        var needs = ElfVersionNeeds.Weaken(copy, "GLIBCXX_");
        Assert.True(needs >= 3, $"{needs} needs found");
        var changed = Enumerable.Range(0, copy.Length).Count(i => copy[i] != original[i]);
        Assert.InRange(changed, 0, needs);
        Assert.Equal(needs, ElfVersionNeeds.Weaken(copy, "GLIBCXX_"));
    }

    [Fact]
    public void Symbols_that_the_binding_needs_are_exported_by_libtorch()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("ELF files are Linux's.");
        }

        var needed = ElfSymbols.Read(Library, undefined: true).Where(name => name.StartsWith("_ZN2at", StringComparison.Ordinal)).ToHashSet();
        Assert.NotEmpty(needed);
        var folder = Path.GetDirectoryName(Library)!;
        var exported = new[] { "libc10.so", "libtorch_cpu.so" }.SelectMany(
            name => ElfSymbols.Read(Path.Combine(folder, name), undefined: false)).ToHashSet();
        Assert.Empty(needed.Except(exported));
    }

    [Fact]
    public void A_file_that_is_not_a_library_is_refused() =>
        Assert.Throws<IOException>(() => ElfVersionNeeds.Weaken(new byte[100], "GLIBCXX_"));
}
