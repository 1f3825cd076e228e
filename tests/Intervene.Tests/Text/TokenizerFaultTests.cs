using System.Text.Json.Nodes;
using Intervene.Text;
using Intervene.Text.Splitting;

namespace Intervene.Tests.Text;

public sealed class TokenizerFaultTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("intervene-tokenizer-").FullName;

    public TokenizerFaultTests() => TokenizerFile.WriteByteLevel(_directory, ["ab"], "<end>");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("normalizer", """{"type":"Lowercase"}""", "Lowercase")]
    [InlineData("normalizer", """{"type":"Sequence","normalizers":[{"type":"NFKC"}]}""", "normalizers[0].type")]
    [InlineData("pre_tokenizer", """{"type":"Metaspace"}""", "Metaspace")]
    [InlineData("pre_tokenizer", """{"type":"Sequence","pretokenizers":[{"type":"ByteLevel"},{"type":"Digits"}]}""", "Digits")]
    [InlineData("pre_tokenizer", """{"type":"Split","pattern":{"Regex":"("},"behavior":"Isolated"}""", "Regex")]
    [InlineData("pre_tokenizer", """{"type":"Split","pattern":{"Regex":"\\p{Han}+"},"behavior":"Isolated"}""", "Han")]
    [InlineData("pre_tokenizer", """{"type":"Split","pattern":{"String":""},"behavior":"Isolated"}""", "String")]
    [InlineData("pre_tokenizer", """{"type":"Split","pattern":{"String":"a"},"behavior":"Shuffled"}""", "Shuffled")]
    [InlineData("decoder", """{"type":"WordPiece"}""", "WordPiece")]
    [InlineData("post_processor", """{"type":"BertProcessing","sep":["a",1],"cls":["b",2]}""", "BertProcessing")]
    [InlineData("post_processor", """{"type":"Sequence","processors":[{"type":"ByteLevel"},{"type":"Unheard"}]}""", "processors[1].type")]
    [InlineData("post_processor", """{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<bos>"}}],"special_tokens":{}}""",
        "special_tokens.<bos>")]
    [InlineData("post_processor", "[]", "post_processor")]
    [InlineData("pre_tokenizer", """{"type":"Whitespace"}""", "Whitespace")]
    [InlineData("pre_tokenizer", """{"type":"Sequence","pretokenizers":[{"type":"Punctuation"},{"type":"ByteLevel"}]}""", "Punctuation")]
    [InlineData("normalizer", """{"type":"Replace","pattern":{"String":" "},"content":"_"}""", "Replace")]
    [InlineData("model.type", "\"Unigram\"", "Unigram")]
    [InlineData("model.byte_fallback", "true", "byte_fallback")]
    [InlineData("model.dropout", "0.1", "dropout")]
    [InlineData("model.end_of_word_suffix", "\"</w>\"", "end_of_word_suffix")]
    [InlineData("model.merges", """[["a","zz"]]""", "merges[0]")]
    [InlineData("model.merges", """["a b c"]""", "merges[0]")]
    [InlineData("model.merges", "7", "merges")]
    [InlineData("model.vocab", """{"a":0,"b":0}""", "vocab.b")]
    [InlineData("model.vocab", """{"a":-1}""", "vocab.a")]
    [InlineData("model.vocab", """{"a":2147483646}""", "vocab.a")]
    [InlineData("added_tokens", """[{"id":5,"content":"<x>"}]""", "added_tokens[0].id")]
    [InlineData("added_tokens", """[{"id":"5","content":"<x>"}]""", "added_tokens[0].id")]
    public void What_is_not_supported_is_refused_by_name(string key, string value, string named)
    {
        var path = Path.Combine(_directory, "tokenizer.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        var owner = key.StartsWith("model.", StringComparison.Ordinal) ? json["model"]! : json;
        owner[key[(key.LastIndexOf('.') + 1)..]] = JsonNode.Parse(value);
        File.WriteAllText(path, json.ToJsonString());
        var fault = Assert.Throws<InterveneException>(() => Tokenizer.Load(_directory));
        Assert.Contains(named, fault.Message);
        Assert.Contains("tokenizer.json", fault.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"model\":{\"type\":\"BPE\",\"vocab\":{\"\\ud800\":0}}}")]
    public void A_damaged_file_is_refused(string content)
    {
        File.WriteAllText(Path.Combine(_directory, "tokenizer.json"), content);
        Assert.Contains("tokenizer.json", Assert.Throws<InterveneException>(() => Tokenizer.Load(_directory)).Message);
    }

    [Theory]
    [InlineData("""{"eos_token":"\ud800"}""", "eos_token")]
    [InlineData("""{"eos_token":{"content":5}}""", "eos_token.content")]
    [InlineData("""{"eos_token":["<end>"]}""", "eos_token")]
    [InlineData("""{"added_tokens_decoder":{"x":{"content":"<x>"}}}""", "added_tokens_decoder.x")]
    [InlineData("""{"added_tokens_decoder":{"3":{"content":"<x>"}}}""", "belongs to \"<x>\" alone")]
    [InlineData("""{"added_tokens_decoder":[]}""", "added_tokens_decoder")]
    [InlineData("{", "is not valid JSON")]
    public void A_damaged_tokenizer_config_is_named(string content, string named)
    {
        File.WriteAllText(Path.Combine(_directory, "tokenizer_config.json"), content);
        var message = Assert.Throws<InterveneException>(() => Tokenizer.Load(_directory)).Message;
        Assert.Contains("tokenizer_config.json", message);
        Assert.Contains(named, message);
    }

    [Fact]
    public void A_split_pattern_that_backtracks_without_end_is_named()
    {
        var regex = new CodePointRegex(@"(?:\w|\w\w)+-", TimeSpan.FromMilliseconds(20));
        Assert.Contains(@"(?:\w|\w\w)+-", Assert.Throws<InterveneException>(() => regex.Match(new string('a', 100) + "!-", [])).Message);
    }

    [Fact]
    public void A_missing_file_and_an_unknown_end_token_are_refused()
    {
        File.WriteAllText(Path.Combine(_directory, "tokenizer_config.json"), """{"eos_token":{"content":"<other>"}}""");
        Assert.Contains("<other>", Assert.Throws<InterveneException>(() => Tokenizer.Load(_directory)).Message);
        Assert.Contains("No tokenizer.json", Assert.Throws<InterveneException>(() => Tokenizer.Load(Path.Combine(_directory, "nowhere"))).Message);
    }

    [Fact]
    public void Long_pieces_take_no_more_than_their_share_of_time()
    {
        var tokenizer = Tokenizer.Load(_directory);
        foreach (var text in new[] { new string('a', 300_000), string.Concat(Enumerable.Repeat("ab", 150_000)), new string(' ', 300_000) })
        {
            Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
        }
    }
}
