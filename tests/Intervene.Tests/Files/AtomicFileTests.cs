using Intervene.Files;
using Intervene.Metrics;

namespace Intervene.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_no_other()
    {
        AtomicFile.Write(_folder["a.txt"], "old");
        Assert.Throws<InterveneException>(() => AtomicFile.Write(_folder["a.txt"], stream =>
        {
            stream.WriteByte(1);
            throw new IOException("No space left on device.");
        }));
        Assert.Equal("old", File.ReadAllText(_folder["a.txt"]));
        AtomicFile.Write(_folder["a.txt"], "new");
        Assert.Equal("new", File.ReadAllText(_folder["a.txt"]));
        Assert.Single(Directory.EnumerateFiles(_folder.Root));
    }

    [Fact]
    public void Hashes_are_those_of_sha256sum()
    {
        File.WriteAllText(_folder["a"], "abc");
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Sha256.OfFile(_folder["a"]));
        Assert.Equal(Sha256.OfText("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a\n"), Sha256.Of(_folder.Root));
        Assert.Throws<InterveneException>(() => Sha256.OfFile(_folder["none"]));
    }

    [Fact]
    public void A_json_file_with_a_wrong_field_is_refused_with_its_line()
    {
        File.WriteAllText(_folder["a.json"], "{\n  \"name\": \"train/loss\",\n  \"value\": \"long\"\n}\n");
        var fault = Assert.Throws<InterveneException>(() => JsonFile.Read<Metric>(_folder["a.json"]));
        Assert.StartsWith($"{_folder["a.json"]}:3: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("value", fault.Message, StringComparison.Ordinal);
    }
}
