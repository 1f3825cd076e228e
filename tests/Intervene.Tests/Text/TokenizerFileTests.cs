using Intervene.Text;

namespace Intervene.Tests.Text;

public sealed class TokenizerFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("intervene-tokenizer-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_written_tokenizer_loads_and_has_the_whole_tokens()
    {
        string[] whole = ["\n\n", "\\boxed{", "abab", "ab", "é→", "7"];
        TokenizerFile.WriteByteLevel(_directory, whole, "<|endoftext|>");
        var tokenizer = Tokenizer.Load(_directory);
        Assert.All(whole, token => Assert.Single(tokenizer.Encode(token)));
        Assert.Equal(tokenizer.VocabularySize - 1, tokenizer.EosTokenId);
        Assert.Equal([tokenizer.EosTokenId!.Value], tokenizer.SpecialTokenIds);
        Assert.Equal([(int)'5', '8', ' ', '*', '4', tokenizer.EosTokenId.Value], tokenizer.Encode("58 *4<|endoftext|>"));
        const string text = "58*4=232\n\n232-19=213\n\n\\boxed{213}é→ 😀<|endoftext|>";
        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
        Assert.Equal(text[..^13], tokenizer.Decode(tokenizer.Encode(text), skipSpecialTokens: true));
    }

    [Fact]
    public void Without_whole_tokens_a_text_is_its_bytes()
    {
        TokenizerFile.WriteByteLevel(_directory, [], "<end>");
        var tokenizer = Tokenizer.Load(_directory);
        Assert.Equal(257, tokenizer.VocabularySize);
        Assert.Equal([0xC3, 0xA9, 0, 10, 256], tokenizer.Encode("é\0\n<end>"));
    }

    [Fact]
    public void The_end_token_may_not_be_a_whole_token() =>
        Assert.Throws<InterveneException>(() => TokenizerFile.WriteByteLevel(_directory, ["<end>"], "<end>"));
}
