using Intervene.Files;

namespace Intervene.Tests.Files;

/// <summary>What a user asked to be written takes its place when it is complete, and harms nothing on the way.</summary>
public sealed class OutputFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_file_that_is_read_may_be_the_file_that_is_written()
    {
        File.WriteAllText(_folder["rows"], "one\ntwo\n");
        using (var output = OutputFile.Create("--out", _folder["rows"]))
        {
            foreach (var (number, text) in InputLines.Read(_folder["rows"]))
            {
                output.Stream.Write(System.Text.Encoding.UTF8.GetBytes($"{number} {text}\n"));
            }

            output.Commit();
        }

        Assert.Equal("1 one\n2 two\n", File.ReadAllText(_folder["rows"]));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Root));
    }

    [Fact]
    public void Without_a_commit_all_files_are_as_they_were_those_that_end_in_partial_too()
    {
        File.WriteAllText(_folder["rows"], "mine");
        File.WriteAllText(_folder["rows.partial"], "mine too");
        using (var output = OutputFile.Create("--out", _folder["rows"]))
        {
            output.Stream.WriteByte(1);
        }

        Assert.Equal(("mine", "mine too"), (File.ReadAllText(_folder["rows"]), File.ReadAllText(_folder["rows.partial"])));
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(_folder.Root).Count());
    }

    [Fact]
    public void A_link_stays_a_link_and_a_device_a_device()
    {
        File.WriteAllText(_folder["target"], "old");
        File.CreateSymbolicLink(_folder["link"], _folder["target"]);
        using (var output = OutputFile.Create("--out", _folder["link"]))
        {
            output.Stream.WriteByte((byte)'x');
            output.Commit();
        }

        Assert.Equal("x", File.ReadAllText(_folder["target"]));
        Assert.NotNull(new FileInfo(_folder["link"]).LinkTarget);
        Assert.SkipUnless(File.Exists("/dev/null"), "no such device here");
        using var nothing = OutputFile.Create("--out", "/dev/null");
        nothing.Stream.WriteByte(1);
        nothing.Commit();
        Assert.True(File.Exists("/dev/null"));
    }

    [Theory]
    [InlineData("", "--out is empty")]
    [InlineData("a\0b", "no name of a file")]
    public void A_name_that_is_none_is_refused(string path, string message) =>
        Assert.Contains(message, Assert.Throws<InterveneException>(() => OutputFile.Create("--out", path)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_and_a_place_below_a_file_are_refused()
    {
        Assert.Contains(
            "it is a folder", Assert.Throws<InterveneException>(() => OutputFile.Create("--out", _folder.Root)).Message, StringComparison.Ordinal);
        File.WriteAllText(_folder["file"], "");
        Assert.Throws<InterveneException>(() => OutputFile.Create("--out", _folder["file/below"]));
    }
}
