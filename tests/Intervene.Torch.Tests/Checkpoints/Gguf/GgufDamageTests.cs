using System.Diagnostics;
using Intervene.Torch.Checkpoints.Gguf;
using Intervene.Torch.Tests.Training;

namespace Intervene.Torch.Tests.Checkpoints.Gguf;

/// <summary>Whole files of the tiny models, cut short and with bytes changed: an import works or is refused, and nothing else happens.</summary>
public sealed class GgufDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("qwen3-tied", 1)]
    [InlineData("qwen2-bias", 2)]
    [InlineData("llama-tied", 3)]
    public void A_damaged_file_is_imported_or_refused(string name, int seed)
    {
        var bytes = File.ReadAllBytes(Goldens.Path($"gguf/{name}.gguf"));
        int header;
        using (var file = GgufFile.Open(Goldens.Path($"gguf/{name}.gguf")))
        {
            header = (int)file.Tensors.Min(tensor => tensor.Start);
        }

        var random = new Random(seed);
        for (var i = 0; i < 100; i++)
        {
            Import([.. bytes[..(i % 2 == 0 ? random.Next(header) : random.Next(bytes.Length))]], mustFail: true);
            byte[] damaged = [.. bytes];
            for (var flips = random.Next(1, 5); flips > 0; flips--)
            {
                damaged[random.Next(header)] = (byte)(random.Next(3) == 0 ? 255 : random.Next(256));
            }

            Import(damaged, mustFail: false);
        }
    }

    [Fact]
    public void Files_of_another_version_byte_order_and_kind_are_named()
    {
        var bytes = File.ReadAllBytes(Goldens.Path("gguf/llama-tied.gguf"));
        Refuses([.. bytes[..4], 1, 0, 0, 0, .. bytes[8..]], "its version is 1");
        Refuses([.. bytes[..4], 0, 0, 0, 3, .. bytes[8..]], "big-endian");
        Refuses([.. "version https://git-lfs.github.com/spec/v1\n"u8], "Git LFS pointer");
        Refuses([.. "PK\u0003\u0004 a zip"u8], "does not begin with GGUF");
        Refuses([], "the file ends after 0 bytes");
    }

    [Fact]
    public void A_type_that_is_not_read_is_named()
    {
        var bytes = File.ReadAllBytes(Goldens.Path("gguf/llama-tied.gguf"));
        var name = bytes.AsSpan().IndexOf("blk.0.ffn_up.weight"u8);
        bytes[name + "blk.0.ffn_up.weight".Length + 4 + 16] = 23; // after the number of axes and two sizes
        Refuses(bytes, "tensor blk.0.ffn_up.weight has the type 23 (IQ4_XS), which is not supported; expected F32, F16");
    }

    public void Dispose() => _folder.Dispose();

    private void Refuses(byte[] bytes, string expected) => Assert.Contains(expected, Import(bytes, mustFail: true), StringComparison.Ordinal);

    private string Import(byte[] bytes, bool mustFail)
    {
        var path = _folder.At("damaged.gguf");
        File.WriteAllBytes(path, bytes);
        var (watch, before) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes());
        var message = "";
        try
        {
            GgufImport.Import(path, _folder.At("out"));
            Directory.Delete(_folder.At("out"), recursive: true);
            Assert.False(mustFail);
        }
        catch (InterveneException fault)
        {
            message = fault.Message;
        }

        Assert.InRange(watch.ElapsedMilliseconds, 0, 20_000);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 300_000_000);
        return message;
    }
}
