using System.Text;
using Intervene.Files;

namespace Intervene.Tests.Files;

/// <summary>What comes from outside is bounded, and told where it is no text.</summary>
public sealed class InputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_are_counted_blank_ones_left_out_and_the_last_needs_no_newline()
    {
        File.WriteAllText(_folder["rows"], "a\r\n\n \nb\nlast");
        Assert.Equal([(1, "a"), (4, "b"), (5, "last")], InputLines.Read(_folder["rows"]));
    }

    [Fact]
    public void A_line_that_is_no_UTF8_is_named()
    {
        File.WriteAllBytes(_folder["rows"], [.. "ok\nx"u8, 0xC3, 0x28, (byte)'\n']);
        Assert.Contains("rows:2: byte 2 of the line is no UTF-8",
            Assert.Throws<InterveneException>(() => InputLines.Read(_folder["rows"]).Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_is_refused_before_it_is_opened()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "no such device here");
        Assert.Contains("/dev/zero: it is a device",
            Assert.Throws<InterveneException>(() => InputLines.Read("/dev/zero").Count()).Message, StringComparison.Ordinal);
        Assert.Contains(
            "it is a device", Assert.Throws<InterveneException>(() => InputFile.Read("/dev/zero", 10)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_is_strict_UTF8_without_NULs_of_a_bounded_size()
    {
        File.WriteAllText(_folder["ok"], "\uFEFFünï", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Assert.Equal("ünï", InputFile.ReadText(_folder["ok"], 100));
        Refused("too many", "12345678901", 10);
        Refused(":2: byte 3 is NUL", "a\n\0", 10);
        File.WriteAllBytes(_folder["bad"], [(byte)'a', 0xFF]);
        Assert.Contains(
            "byte 2 is no UTF-8", Assert.Throws<InterveneException>(() => InputFile.ReadText(_folder["bad"], 10)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "no such file", Assert.Throws<InterveneException>(() => InputFile.ReadText(_folder["none"], 10)).Message, StringComparison.Ordinal);
        Assert.Contains("is empty", Assert.Throws<InterveneException>(() => InputFile.ReadText("", 10)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_folder_only_the_programs_own_files_go_and_links_are_not_followed()
    {
        Directory.CreateDirectory(_folder["own/below"]);
        Directory.CreateDirectory(_folder["elsewhere"]);
        foreach (var name in (string[])["own/a.bin", "own/below/b.bin", "own/note.txt", "elsewhere/c.bin"])
        {
            File.WriteAllText(_folder[name], "x");
        }

        Directory.CreateSymbolicLink(_folder["own/link"], _folder["elsewhere"]);
        Assert.Equal(["link/c.bin", "note.txt"], OwnFiles.Delete(_folder["own"], name => name.EndsWith(".bin", StringComparison.Ordinal)));
        Assert.True(File.Exists(_folder["elsewhere/c.bin"]));
        Assert.False(Directory.Exists(_folder["own/below"]));
        Directory.Delete(_folder["own/link"]);
        Assert.Empty(OwnFiles.Delete(_folder["own"], _ => true));
        Assert.False(Directory.Exists(_folder["own"]));
    }

    private void Refused(string because, string text, long most)
    {
        File.WriteAllText(_folder["bad"], text);
        Assert.Contains(because, Assert.Throws<InterveneException>(() => InputFile.ReadText(_folder["bad"], most)).Message, StringComparison.Ordinal);
    }
}
