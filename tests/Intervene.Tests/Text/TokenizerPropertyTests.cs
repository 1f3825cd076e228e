using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Intervene.Text;

namespace Intervene.Tests.Text;

public class TokenizerPropertyTests
{
    private static readonly string[] Pieces =
        ["a", "the ", " x=3", "12345", "\n\n", " ", "\t", "\r\n",
            "é", "ſ", "'S", "'ſ", "漢", "😀", "👩‍👩‍👧", "𝐀𝟏", "e\u0301", "<|im_end|>", "<|im_", "\\boxed{", "\0", "\u00a0", "\u200d", "]]>"];

    [Theory]
    [InlineData("models/qwen3-tokenizer")]
    [InlineData("models/smollm2-135m-instruct")]
    public void Decoding_gives_back_the_bytes(string model)
    {
        var tokenizer = Models.Load(model);
        Check.QuickThrowOnFailure(Prop.ForAll(Texts(), text =>
        {
            var ids = tokenizer.Encode(text);
            var decoder = new IncrementalDecoder(tokenizer);
            var streamed = string.Concat(ids.Select(decoder.Append)) + decoder.Flush();
            var expected = model.Contains("qwen3") ? Intervene.Text.Unicode.Nfc.Normalize(text) : text;
            return tokenizer.Decode(ids) == expected && streamed == expected;
        }));
    }

    [Property]
    public bool A_byte_level_tokenizer_gives_back_any_text(string? text)
    {
        var wellFormed = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));
        return Tiny.Value.Decode(Tiny.Value.Encode(text ?? "")) == wellFormed;
    }

    [Fact]
    public void Long_pieces_have_the_ids_that_the_library_gives()
    {
        var tokenizer = Models.Load("models/smollm2-135m-instruct");
        var letters = Gen.Elements("a", "e", "th", "in", "ing", "x", "Z", "é", "ab").ListOf(40).Select(parts => string.Concat(parts));
        Check.QuickThrowOnFailure(Prop.ForAll(letters.ToArbitrary(), text => tokenizer.Pieces.Long(text).SequenceEqual(tokenizer.Encode(text))));
    }

    [Fact]
    public void Streaming_never_emits_half_a_character()
    {
        var tokenizer = Tiny.Value;
        var decoder = new IncrementalDecoder(tokenizer);
        string[] emitted = [.. tokenizer.Encode("a😀é").Select(decoder.Append)];
        Assert.Equal(["a", "", "", "", "😀", "", "é"], emitted);
        Assert.Equal("", decoder.Append(0xF0));
        Assert.Equal("\uFFFD", decoder.Flush());
    }

    [Fact]
    public void Half_a_surrogate_pair_counts_as_a_replacement_character() =>
        Assert.Equal(Tiny.Value.Encode("a\uFFFDb"), Tiny.Value.Encode("a\ud800b"));

    [Fact]
    public void An_id_without_a_token_decodes_to_nothing()
    {
        Assert.Equal("a", Tiny.Value.Decode([97, 100_000]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tiny.Value.Decode([-1]));
    }

    private static readonly Lazy<Tokenizer> Tiny = new(() =>
    {
        var directory = Directory.CreateTempSubdirectory("intervene-tokenizer-").FullName;
        TokenizerFile.WriteByteLevel(directory, ["\n\n", "\\boxed{"], "<|endoftext|>");
        var tokenizer = Tokenizer.Load(directory);
        Directory.Delete(directory, recursive: true);
        return tokenizer;
    });

    private static Arbitrary<string> Texts() => Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary();
}
