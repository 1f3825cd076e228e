using System.Text.Json.Nodes;
using Intervene.Models;
using Intervene.Models.Weights;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Checkpoints;

public sealed class ModelDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("qwen3-tied", ScalarType.Float32, "torch_dtype")]
    [InlineData("llama3-rope", ScalarType.Float16, "dtype")]
    public void A_saved_model_has_the_bytes_of_its_source(string name, ScalarType dtype, string key)
    {
        var source = Goldens.Model(name);
        using (var model = ModelDirectory.Load(source))
        {
            ModelDirectory.Save(model, _folder.At("copy"), source, dtype);
        }

        foreach (var file in new[] { "config.json", "generation_config.json", "model.safetensors" })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(source, file)), File.ReadAllBytes(Path.Combine(_folder.At("copy"), file)));
        }

        Assert.Equal(ModelFiles.Fingerprint(source), ModelFiles.Fingerprint(_folder.At("copy")));
        Assert.NotNull(JsonNode.Parse(File.ReadAllText(_folder.At("copy/config.json")))![key]);
        Assert.Equal([_folder.At("copy")], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_large_model_is_split_into_shards_with_an_index_that_reads_back()
    {
        var source = Goldens.Model("qwen3-tied");
        using var scope = NewDisposeScope();
        using var model = ModelDirectory.Load(source);
        ModelDirectory.Save(model, _folder.At("sharded"), source, bfloat16, shardBytes: 60_000);
        var shards = Directory.GetFiles(_folder.At("sharded"), "model-*.safetensors");
        Assert.Equal(4, shards.Length);
        Assert.All(shards, shard => Assert.InRange(new FileInfo(shard).Length, 1, 64_000));
        Assert.Equal("bfloat16", (string?)JsonNode.Parse(File.ReadAllText(_folder.At("sharded/config.json")))!["torch_dtype"]);
        Assert.Equal(
            184_704, (long)JsonNode.Parse(File.ReadAllText(_folder.At("sharded/model.safetensors.index.json")))!["metadata"]!["total_size"]!);
        using var again = ModelDirectory.Load(_folder.At("sharded"));
        foreach (var (name, value) in model.Parameters)
        {
            Assert.True(value.to(bfloat16).to(float32).equal(again[name]).all().ToBoolean(), name);
        }
    }

    [Theory]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float16)]
    public void Weights_load_in_the_type_asked_for(ScalarType dtype)
    {
        using var model = ModelDirectory.Load(Goldens.Model("llama3-rope"), dtype);
        Assert.All(model.Parameters.Values, parameter => Assert.Equal(dtype, parameter.dtype));
    }

    [Fact]
    public void Loading_and_saving_leave_no_tensor_behind() => Leaks.None(() =>
    {
        using var model = ModelDirectory.Load(Goldens.Model("qwen3-tied"), bfloat16);
        ModelDirectory.Save(model, _folder.At("copy"), Goldens.Model("qwen3-tied"), float32);
    });

    [Fact]
    public void All_differences_between_config_and_weights_stand_in_one_message()
    {
        Copy("qwen3-tied");
        Weights(blobs => [.. blobs.Where(b => b.Name != "model.norm.weight"), Bytes("model.extra.weight", "F32", 2)],
            ("model.layers.1.mlp.up_proj.weight", "I32", [112, 48]), ("model.layers.0.input_layernorm.weight", "F32", [2, 24]));
        var message = Assert.Throws<InterveneException>(() => ModelDirectory.Load(_folder.Path)).Message;
        Assert.Contains("4 differences", message, StringComparison.Ordinal);
        Assert.All(
            [
                "missing: model.norm.weight [48]", "unexpected: model.extra.weight [2] F32",
                "wrong type: model.layers.1.mlp.up_proj.weight [112, 48] I32",
                "wrong shape: model.layers.0.input_layernorm.weight [2, 24] F32; expected [48]",
            ],
            part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_tied_model_may_hold_a_copy_of_its_head()
    {
        Copy("qwen3-tied");
        Weights(blobs => [.. blobs, Bytes("lm_head.weight", "F32", 331, 48)]);
        ModelDirectory.Load(_folder.Path).Dispose();
    }

    [Fact]
    public void A_head_that_is_tied_and_has_other_values_is_refused()
    {
        Copy("qwen3-tied");
        Weights(blobs =>
            [.. blobs, Bytes("lm_head.weight", "F32", 331, 48) with { Write = stream => stream.Write([.. new byte[331 * 48 * 4 - 1], 1]) }]);
        Refuses("lm_head.weight is not model.embed_tokens.weight");
    }

    [Fact]
    public void Rotary_buffers_of_old_checkpoints_are_left_out()
    {
        Copy("llama-tied");
        Weights(blobs => [.. blobs, .. Enumerable.Range(0, 3).Select(i => Bytes($"model.layers.{i}.self_attn.rotary_emb.inv_freq", "F32", 8))]);
        using var model = ModelDirectory.Load(_folder.Path);
        Assert.DoesNotContain(model.Parameters.Keys, name => name.Contains("rotary", StringComparison.Ordinal));
    }

    [Fact]
    public void One_file_of_weights_counts_before_an_index()
    {
        Copy("qwen3-tied");
        File.WriteAllText(_folder.At("model.safetensors.index.json"), """{"weight_map": {"a": "nowhere.safetensors"}}""");
        ModelDirectory.Load(_folder.Path).Dispose();
        File.Delete(_folder.At("model.safetensors"));
        Refuses("1 of 1 shards are missing: nowhere.safetensors");
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("{\"weight_map\": {}}", "weight_map is empty")]
    [InlineData("{\"weight_map\": [1]}", "there is no weight_map")]
    [InlineData("{\"weight_map\": {\"a\": null}}", "the file of a is null")]
    [InlineData("{\"weight_map\": {\"a\": \"/etc/x.safetensors\"}}", "of the same directory")]
    [InlineData("{\"weight_map\": {\"\\ud800\": \"x.safetensors\"}}", "is not a valid index")]
    [InlineData("{\"weight_map\": {\"a\": \"x.safetensors\", \"a\": \"y.safetensors\"}}", "is not a valid index")]
    public void A_damaged_index_is_named(string text, string expected)
    {
        Copy("qwen3-tied");
        File.Delete(_folder.At("model.safetensors"));
        File.WriteAllText(_folder.At("model.safetensors.index.json"), text);
        Refuses(expected);
    }

    [Fact]
    public void A_pointer_of_git_lfs_a_file_cut_short_and_pickled_weights_are_named()
    {
        Copy("qwen3-tied");
        var path = _folder.At("model.safetensors");
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..^100]);
        Refuses("truncated");
        File.WriteAllText(path, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 372016\n");
        Refuses("Git LFS pointer");
        File.Delete(path);
        Refuses("there are no weights");
        File.WriteAllText(_folder.At("pytorch_model.bin"), "");
        Refuses("Pickled weights");
    }

    [Fact]
    public void A_missing_shard_and_an_index_that_disagrees_are_named()
    {
        var source = Goldens.Model("qwen3-tied");
        using (var model = ModelDirectory.Load(source))
        {
            ModelDirectory.Save(model, _folder.At("m"), source, shardBytes: 120_000);
        }

        var index = _folder.At("m/model.safetensors.index.json");
        var text = File.ReadAllText(index);
        foreach (var (from, to, expected) in new[]
        {
            ("\"model.norm.weight\": \"model-00004-of-00004.safetensors\"",
                "\"model.norm.weight\": \"model-00001-of-00004.safetensors\"", "model.norm.weight stands in model-00004"),
            ("\"model.norm.weight\": \"model-00004-of-00004.safetensors\"",
                "\"model.nerm.weight\": \"model-00004-of-00004.safetensors\"", "model.nerm.weight stands in no shard"),
            ("\"model.norm.weight\": \"model-00004-of-00004.safetensors\"",
                "\"model.norm.weight\": \"../model-00004-of-00004.safetensors\"", "of the same directory"),
            ("weight_map", "weights", "there is no weight_map"),
        })
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            File.WriteAllText(index, text.Replace(from, to, StringComparison.Ordinal));
            Refuses(expected, "m");
        }

        File.WriteAllText(index, text);
        File.Delete(_folder.At("m/model-00002-of-00004.safetensors"));
        Refuses("1 of 4 shards are missing: model-00002-of-00004.safetensors", "m");
    }

    [Fact]
    public void A_directory_that_holds_something_else_is_not_replaced_and_an_earlier_model_is()
    {
        var source = Goldens.Model("qwen3-tied");
        using var model = ModelDirectory.Load(source);
        Directory.CreateDirectory(_folder.At("notes"));
        File.WriteAllText(_folder.At("notes/todo.txt"), "keep");
        Assert.Contains("is not replaced", Assert.Throws<InterveneException>(() => ModelDirectory.Save(model, _folder.At("notes"), source)).Message,
            StringComparison.Ordinal);
        Assert.Equal("keep", File.ReadAllText(_folder.At("notes/todo.txt")));
        ModelDirectory.Save(model, _folder.At("model"), source, bfloat16);
        ModelDirectory.Save(model, _folder.At("model"), _folder.At("model"), float32);
        Assert.Equal(File.ReadAllBytes(Path.Combine(source, "model.safetensors")), File.ReadAllBytes(_folder.At("model/model.safetensors")));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder.Path).Length);
    }

    [Fact]
    public void A_users_files_in_a_model_that_is_replaced_stay_and_a_new_model_wants_a_new_place()
    {
        var source = Goldens.Model("qwen3-tied");
        using var model = ModelDirectory.Load(source);
        ModelDirectory.RequireNew(_folder.At("model"));
        ModelDirectory.Save(model, _folder.At("model"), source, bfloat16);
        File.WriteAllText(_folder.At("model/original.gguf"), "keep");
        ModelDirectory.Save(model, _folder.At("model"), source, float32);
        Assert.Equal("keep", File.ReadAllText(_folder.At("model/original.gguf")));
        Assert.Equal(File.ReadAllBytes(Path.Combine(source, "model.safetensors")), File.ReadAllBytes(_folder.At("model/model.safetensors")));
        Assert.Contains("is not empty", Assert.Throws<InterveneException>(() => ModelDirectory.RequireNew(_folder.At("model"))).Message,
            StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.At("other.partial"));
        File.WriteAllText(_folder.At("other.partial/thesis.tex"), "keep");
        Assert.Contains("other.partial", Assert.Throws<InterveneException>(() => ModelDirectory.RequireNew(_folder.At("other"))).Message,
            StringComparison.Ordinal);
        Assert.Contains("other.partial", Assert.Throws<InterveneException>(() => ModelDirectory.Save(model, _folder.At("other"), source)).Message,
            StringComparison.Ordinal);
        Assert.Equal("keep", File.ReadAllText(_folder.At("other.partial/thesis.tex")));
    }

    public void Dispose() => _folder.Dispose();

    private static TensorBlob Bytes(string name, string dtype, params long[] shape)
    {
        var blob = new TensorBlob(name, dtype, shape, _ => { });
        return blob with { Write = stream => stream.Write(new byte[blob.Bytes]) };
    }

    private void Refuses(string expected, string directory = ".") =>
        Assert.Contains(
            expected, Assert.Throws<InterveneException>(() => ModelDirectory.Load(_folder.At(directory))).Message, StringComparison.Ordinal);

    private void Copy(string name)
    {
        foreach (var file in Directory.GetFiles(Goldens.Model(name)))
        {
            File.WriteAllBytes(_folder.At(Path.GetFileName(file)), File.ReadAllBytes(file));
        }
    }

    /// <summary>Rewrites the weights with other bytes: some tensors described anew, then the list changed.</summary>
    private void Weights(Func<List<TensorBlob>, IReadOnlyCollection<TensorBlob>> change, params (string Name, string Dtype, long[] Shape)[] replaced)
    {
        List<TensorBlob> blobs;
        using (var file = SafetensorsFile.Open(_folder.At("model.safetensors")))
        {
            blobs = [
                .. file.Tensors.Select(t => replaced.FirstOrDefault(r => r.Name == t.Name) is { Name: not null } r
                    ? Bytes(r.Name, r.Dtype, r.Shape) : Bytes(t.Name, t.Dtype, [.. t.Shape]))];
        }

        SafetensorsWriter.Write(_folder.At("model.safetensors"), change(blobs));
    }
}
