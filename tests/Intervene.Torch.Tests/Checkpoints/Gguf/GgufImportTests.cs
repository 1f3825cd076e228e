using System.Text.Json.Nodes;
using Intervene.Models;
using Intervene.Tests;
using Intervene.Text;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Checkpoints.Gguf;
using Intervene.Torch.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Checkpoints.Gguf;

public sealed class GgufImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string GgufPath => _folder.At("in/model.gguf");

    [Theory]
    [InlineData("qwen3-untied-sharded-bf16")]
    [InlineData("qwen3-yarn")]
    [InlineData("llama3-rope")]
    [InlineData("llama-linear-rope")]
    public void Every_variant_comes_back_as_it_was(string name)
    {
        var builder = Build(name);
        if (name == "qwen3-yarn")
        {
            builder.With("qwen3.rope.scaling.type", "yarn").With("qwen3.rope.scaling.factor", 4f)
                .With("qwen3.rope.scaling.original_context_length", 64);
        }
        else if (name == "llama-linear-rope")
        {
            builder.With("llama.rope.scaling.type", "linear").With("llama.rope.scaling.factor", 2f);
        }

        if (name == "llama3-rope")
        {
            builder.With(GgufNames.RopeFactors, [6], Llama3Factors(12, 500_000, 128, 8));
        }

        builder.Write(GgufPath);
        GgufImport.Import(GgufPath, _folder.At("out"));
        using var scope = NewDisposeScope();
        using var expected = ModelDirectory.Load(Goldens.Model(name));
        using var actual = ModelDirectory.Load(_folder.At("out"));
        Assert.Equal(expected.Config with { StopIds = [] }, actual.Config with { StopIds = [] });
        Assert.All(expected.Parameters, entry => Assert.True(entry.Value.equal(actual[entry.Key]).all().ToBoolean(), entry.Key));
    }

    [Fact]
    public void The_factors_of_Llama_3_are_recognised_as_its_rope_scaling()
    {
        var builder = Build("llama-tied").With("llama.rope.freq_base", 500_000f);
        var factors = Llama3Factors(16, 500_000, 8192, 32);
        Assert.Equal([1, 1, 1, 1], factors[..4]);
        Assert.Equal([32, 32, 32], factors[5..]);
        builder.With(GgufNames.RopeFactors, [8], factors).Write(GgufPath);
        var rope = GgufImport.Import(GgufPath, _folder.At("exact")).Config.Rope;
        Assert.Equal(("llama3", 32.0, 1.0, 4.0, 8192),
            (rope.Type, rope.Factor, rope.LowFrequencyFactor, rope.HighFrequencyFactor, rope.OriginalContextLength));
        factors[4] += 0.1f;
        builder.With(GgufNames.RopeFactors, [8], factors).Write(GgufPath);
        Refuses("factors that Llama 3's rope scaling does not give");
    }

    [Fact]
    public void What_is_not_supported_is_refused_with_the_entrys_name()
    {
        foreach (var (key, value, expected) in new (string, object, string)[]
        {
            ("general.architecture", "gemma2", "general.architecture is gemma2; expected llama, qwen2 or qwen3"),
            ("llama.expert_count", 8, "llama.expert_count is 8"),
            ("llama.rope.dimension_count", 8, "llama.rope.dimension_count is 8; expected 16"),
            ("llama.rope.scaling.type", "longrope", "llama.rope.scaling.type is longrope"),
            ("llama.attention.sliding_window", 64, "llama.attention.sliding_window is set"),
            ("llama.attention.head_count", "3", "llama.attention.head_count is 3; expected an integer"),
            ("split.count", 3, "split.count is 3"),
            ("tokenizer.ggml.pre", "tekken", "tokenizer.ggml.pre is tekken"),
            ("tokenizer.ggml.model", "llama", "tokenizer.ggml.model is llama"),
            ("llama.block_count", 4, "missing: blk.3.attn_norm.weight [48]"),
            ("llama.block_count", 2, "unexpected: blk.2.attn_norm.weight [48]"),
            ("llama.feed_forward_length", 128, "wrong shape: blk.0.ffn_gate.weight [112, 48]; expected [128, 48]"),
            ("general.alignment", 48, "general.alignment is 48"),
        })
        {
            Build("llama-tied").With(key, value).Write(GgufPath);
            Refuses(expected);
        }

        Build("llama-tied").Without("llama.context_length").Write(GgufPath);
        Refuses("llama.context_length is missing");
        Assert.False(Directory.Exists(_folder.At("out")));
        Assert.False(Directory.Exists(_folder.At("out.partial")));
    }

    [Fact]
    public void Faults_of_the_metadata_are_the_GGUFs()
    {
        Build("llama-tied").With("llama.attention.layer_norm_rms_epsilon", -1f).Write(GgufPath);
        Refuses($"{GgufPath}: its metadata, as config.json: this model is not supported:\n  rms_norm_eps is -1");
        Build("llama-tied").With("tokenizer.ggml.eos_token_id", 331).Write(GgufPath);
        Refuses($"{GgufPath}: its metadata, as generation_config.json: eos_token_id is 331");
        Build("llama-tied").With("tokenizer.ggml.token_type", new[] { 1, 1 }).Write(GgufPath);
        Refuses("tokenizer.ggml.token_type is a list of 2");
        TokenizerFile.WriteByteLevel(_folder.At("in"), ["ab"], "<end>");
        Refuses("tokenizer.ggml.token_type is a list of 2");
        Build("llama-tied").With(GgufNames.RopeFactors, [100_000], new float[100_000]).Write(GgufPath);
        Refuses("factors that Llama 3's rope scaling does not give");
    }

    [Fact]
    public void A_directory_in_place_of_a_file_and_a_source_that_is_not_there_are_named()
    {
        Build("llama-tied").Write(GgufPath);
        string Fault(string path, string? from) =>
            Assert.Throws<InterveneException>(
                () => GgufImport.Import(path, _folder.At("out"), new GgufImportOptions { SourceDirectory = from })).Message;
        Assert.Contains("is a directory", Fault(_folder.At("in"), null), StringComparison.Ordinal);
        Assert.Contains("there is no such directory", Fault(GgufPath, _folder.At("nowhere")), StringComparison.Ordinal);
        Assert.Contains("there is no such file", Fault(_folder.At("in/other.gguf"), null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llama-bpe", null, true)]
    [InlineData("llama-bpe", false, false)]
    [InlineData("qwen2", null, false)]
    [InlineData("smollm", true, true)]
    public void The_begin_token_stands_before_plain_texts_where_the_file_asks_for_it(string pre, bool? asks, bool expected)
    {
        var builder = Build("llama-tied").With("tokenizer.ggml.pre", pre)
            .With("tokenizer.ggml.bos_token_id", 1).Without("tokenizer.ggml.add_bos_token");
        (asks is { } flag ? builder.With("tokenizer.ggml.add_bos_token", flag) : builder).Write(GgufPath);
        GgufImport.Import(GgufPath, _folder.At("out"));
        var tokenizer = Tokenizer.Load(_folder.At("out"));
        Assert.Equal(expected, tokenizer.EncodePlain("") is [1]);
        Assert.Empty(tokenizer.Encode(""));
    }

    [Fact]
    public void Files_of_another_model_beside_the_GGUF_are_refused_and_can_be_ignored()
    {
        Build("llama-tied").Write(GgufPath);
        File.WriteAllBytes(_folder.At("in/config.json"), File.ReadAllBytes(Path.Combine(Goldens.Model("qwen3-tied"), "config.json")));
        Refuses("the family is Qwen3; the GGUF has Llama");
        GgufImport.Import(GgufPath, _folder.At("out"), new GgufImportOptions { MetadataOnly = true });
        Assert.Equal(ModelFamily.Llama, ModelConfigReader.Read(_folder.At("out")).Family);
    }

    [Fact]
    public void The_config_and_the_companions_beside_the_GGUF_are_kept_byte_for_byte()
    {
        Build("llama-tied").Write(GgufPath);
        var config = File.ReadAllBytes(Path.Combine(Goldens.Model("llama-tied"), "config.json"));
        File.WriteAllBytes(_folder.At("in/config.json"), config);
        GgufImport.Import(GgufPath, _folder.At("out"));
        Assert.Equal(config, File.ReadAllBytes(_folder.At("out/config.json")));
        GgufImport.Import(GgufPath, _folder.At("half"), new GgufImportOptions { Dtype = "F16" });
        Assert.Equal("float16", (string?)JsonNode.Parse(File.ReadAllText(_folder.At("half/config.json")))!["torch_dtype"]);
    }

    [Fact]
    public void A_Qwen_tokenizer_made_of_the_metadata_encodes_like_the_models_own()
    {
        var source = SharedFiles.Path("models/qwen3-tokenizer");
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(source, "tokenizer.json")))!;
        var tokens = new string[151_680];
        var types = Enumerable.Repeat(5, tokens.Length).ToArray();
        foreach (var (token, id) in json["model"]!["vocab"]!.AsObject())
        {
            (tokens[(int)id!], types[(int)id!]) = (token, 1);
        }

        foreach (var token in json["added_tokens"]!.AsArray())
        {
            (tokens[(int)token!["id"]!], types[(int)token["id"]!]) = ((string)token["content"]!, (bool)token["special"]! ? 3 : 4);
        }

        Build("qwen2-bias")
            .With("token_embd.weight", [tokens.Length, 48], new float[tokens.Length * 48])
            .With("tokenizer.ggml.tokens", tokens.Select((token, id) => token ?? $"[PAD{id}]").ToArray())
            .With("tokenizer.ggml.token_type", types)
            .With("tokenizer.ggml.merges", json["model"]!["merges"]!.AsArray().Select(merge => $"{merge![0]} {merge[1]}").ToArray())
            .With("tokenizer.ggml.eos_token_id", 151_645)
            .Write(GgufPath);
        Assert.Empty(GgufImport.Import(GgufPath, _folder.At("out")).Notes);
        var made = Tokenizer.Load(_folder.At("out"));
        Assert.Equal(151_645, made.EosTokenId);
        foreach (var row in File.ReadLines(SharedFiles.Path("goldens/tokenizers/encode.jsonl")).Select(line => JsonNode.Parse(line)!))
        {
            Assert.Equal(row["qwen3"]!.AsArray().Select(id => (int)id!), made.Encode((string)row["text"]!));
        }
    }

    [Fact]
    public void No_damage_to_a_file_does_more_than_refuse_it()
    {
        Build("llama-tied").Write(GgufPath);
        var bytes = File.ReadAllBytes(GgufPath);
        var random = new Random(5);
        var header = 4000;
        for (var i = 0; i < 400; i++)
        {
            var damaged = i % 4 == 0 ? bytes[..random.Next(bytes.Length)] : [.. bytes];
            for (var flips = 0; i % 4 != 0 && flips < 3; flips++)
            {
                damaged[random.Next(header)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(GgufPath, damaged);
            try
            {
                using var file = GgufFile.Open(GgufPath);
                Assert.All(file.Tensors, tensor => Assert.InRange(tensor.Start + tensor.Bytes, 0, damaged.Length));
            }
            catch (InterveneException fault)
            {
                Assert.Contains(GgufPath, fault.Message, StringComparison.Ordinal);
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private void Refuses(string expected) =>
        Assert.Contains(
            expected, Assert.Throws<InterveneException>(() => GgufImport.Import(GgufPath, _folder.At("out"))).Message, StringComparison.Ordinal);

    /// <summary>The factors on wavelengths as llama.cpp writes them: 1, between, or the whole factor.</summary>
    private static float[] Llama3Factors(int width, double theta, double original, double factor) =>
    [
        .. Enumerable.Range(0, width / 2).Select(i =>
        {
            var wavelength = 2 * Math.PI * Math.Pow(theta, 2.0 * i / width);
            var smooth = Math.Clamp((original / wavelength - 1) / 3, 0, 1);
            return (float)(1 / ((1 - smooth) / factor + smooth));
        }),
    ];

    /// <summary>A golden model as llama.cpp would write it, in float32.</summary>
    private GgufBuilder Build(string name)
    {
        Directory.CreateDirectory(_folder.At("in"));
        using var scope = NewDisposeScope();
        using var model = ModelDirectory.Load(Goldens.Model(name));
        var c = model.Config;
        var family = c.Family.ToString().ToLowerInvariant();
        var builder = new GgufBuilder()
            .With("general.architecture", family)
            .With(family + ".block_count", c.Layers)
            .With(family + ".context_length", c.ContextLength)
            .With(family + ".embedding_length", c.HiddenSize)
            .With(family + ".feed_forward_length", c.IntermediateSize)
            .With(family + ".attention.head_count", c.Heads)
            .With(family + ".attention.head_count_kv", c.KeyValueHeads)
            .With(family + ".attention.layer_norm_rms_epsilon", (float)c.RmsNormEpsilon)
            .With(family + ".attention.key_length", c.HeadWidth)
            .With(family + ".rope.freq_base", (float)c.Rope.Theta)
            .With("tokenizer.ggml.model", "gpt2")
            .With("tokenizer.ggml.pre", "qwen2")
            .With("tokenizer.ggml.tokens", new[] { "a", "b", "ab" })
            .With("tokenizer.ggml.merges", new[] { "a b" })
            .With("tokenizer.ggml.eos_token_id", 2);
        foreach (var (parameter, value) in model.Parameters)
        {
            var values = value.contiguous().data<float>().ToArray();
            if (c.Family == ModelFamily.Llama && (parameter.Contains("q_proj") || parameter.Contains("k_proj")))
            {
                var rows = (int)(value.shape[0] / c.HeadWidth);
                values = value.detach().view(rows, 2, c.HeadWidth / 2, -1).transpose(1, 2).contiguous().data<float>().ToArray();
            }

            builder.With(GgufNames.Of(parameter), value.shape, values);
        }

        return builder;
    }
}
