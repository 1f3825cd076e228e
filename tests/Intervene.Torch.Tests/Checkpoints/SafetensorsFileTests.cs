using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Intervene.Models.Weights;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Checkpoints;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
        "tensor a stands there twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"shape":[1]}}""", "the member shape twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":0}}""", "the member more")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}""", "no data_offsets of two numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,18446744073709551615]}}""", "holds 18446744073709551615")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}""", "more elements than any file holds")]
    [InlineData("""{"a":{"dtype":"F4","shape":[1],"data_offsets":[0,4]}}""", "expected 0.5 bytes")]
    [InlineData("""{"a":{"dtype":"BF16","shape":[1],"data_offsets":[0,4]}}""", "tensor a [1] BF16 has the data_offsets [0, 4]; expected 2 bytes")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "is not the JSON of a safetensors file")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} {}""", "is not the JSON of a safetensors file")]
    public void A_malformed_header_is_refused_with_tensor_found_and_expected(string header, string expected)
    {
        Write(Encoding.UTF8.GetBytes(header), 4);
        var message = Assert.Throws<InterveneException>(() => SafetensorsFile.Open(_folder.At("x"))).Message;
        Assert.StartsWith(_folder.At("x") + ":", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_hostile_header_is_refused_in_no_time()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Write([.. "{\"a\":"u8.ToArray(), .. Enumerable.Repeat((byte)'[', 20_000_000)], 0);
        Assert.Throws<InterveneException>(() => SafetensorsFile.Open(_folder.At("x")));
        Write([.. "{\"a\":{\"dtype\":\"F32\",\"shape\":["u8.ToArray(), .. Enumerable.Repeat("1,"u8.ToArray(), 5_000_000).SelectMany(b => b)], 0);
        Assert.Throws<InterveneException>(() => SafetensorsFile.Open(_folder.At("x")));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    [Property(MaxTest = 300)]
    public void Random_damage_is_refused_or_leaves_a_file_that_reads(int seed)
    {
        using var own = new TemporaryFolder();
        var bytes = File.ReadAllBytes(Goldens.Path("safetensors/good.safetensors"));
        var random = new Random(seed);
        for (var i = 0; i <= random.Next(3); i++)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        File.WriteAllBytes(own.At("x"), random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
        try
        {
            using var file = SafetensorsFile.Open(own.At("x"));
            Assert.All(file.Tensors, tensor => Assert.Equal(tensor.Bytes, StoredBytes.Of(file, tensor.Name).Length));
        }
        catch (InterveneException fault)
        {
            Assert.Contains(own.At("x"), fault.Message, StringComparison.Ordinal);
        }
    }

    [Property(MaxTest = 50)]
    public bool What_is_written_reads_back(NonNegativeInt rows, PositiveInt columns, int seed)
    {
        using var own = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)(uint)seed);
        var wide = randn([rows.Get % 7, columns.Get % 9 + 1], generator: generator);
        (string Name, Tensor Tensor)[] tensors = [("b/ü", wide), ("a", wide.to(bfloat16).t()), ("z", wide.to(float16)), ("scalar", tensor(1.5f))];
        SafetensorsWriter.Write(own.At("x"), tensors);
        using var file = SafetensorsFile.Open(own.At("x"));
        return file.Metadata["format"] == "pt" && tensors.All(
            t => file.Read(t.Name, t.Tensor.dtype) is var read && read.dtype == t.Tensor.dtype && read.equal(t.Tensor).all().ToBoolean()
            && file.Read(t.Name, float32).equal(t.Tensor.to(float32)).all().ToBoolean());
    }

    [Fact]
    public void A_name_that_is_not_there_and_a_type_that_is_no_weight_are_named()
    {
        using var file = SafetensorsFile.Open(Goldens.Path("safetensors/f8.safetensors"));
        Assert.Contains("there is no tensor q", Assert.Throws<InterveneException>(() => file.Shape("q")).Message, StringComparison.Ordinal);
        Assert.Contains("expected weights of type F32, BF16 or F16",
            Assert.Throws<InterveneException>(() => file.Read("a", float32)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(byte[] header, int dataBytes)
    {
        var bytes = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        header.CopyTo(bytes, 8);
        File.WriteAllBytes(_folder.At("x"), bytes);
    }
}
