using System.Text.Json.Nodes;
using Intervene.Options;
using Intervene.Text;

namespace Intervene.Tests.Text;

/// <summary>Options of tokenizer.json that the golden tokenizers do not use, with ids worked out by hand from the reference's rules.</summary>
public sealed class TokenizerOptionTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("intervene-tokenizer-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void An_added_token_can_take_the_white_space_around_it() =>
        Assert.Equal(["a", "<x>", "b"], Pieces(Load(json => Added(json, "<x>", "lstrip", "rstrip")), "a \n<x>\t b"));

    [Fact]
    public void A_single_word_is_found_only_between_other_characters() =>
        Assert.Equal(["cat", "s", " ", "cat"], Merged(Pieces(Load(json => Added(json, "cat", "single_word")), "cats cat"), 0));

    [Fact]
    public void The_longest_added_token_wins() =>
        Assert.Equal(["<x>", "<x>y"], Pieces(Load(json => { Added(json, "<x>"); Added(json, "<x>y"); }), "<x><x>y"));

    [Fact]
    public void A_prefix_space_is_added_to_each_text() =>
        Assert.Equal(
            [" ", "a", "<x>", " ", "b"], Pieces(Load(json => { Added(json, "<x>"); json["pre_tokenizer"]!["add_prefix_space"] = true; }), "a<x>b"));

    [Fact]
    public void A_special_token_in_a_text_that_somebody_wrote_is_letters_and_at_its_end_nothing()
    {
        var tokenizer = Load(json =>
        {
            Added(json, "<x>");
            Added(json, "<think>");
            json["added_tokens"]!.AsArray()[^1]!["special"] = false;
        });
        var end = tokenizer.EosTokenId!.Value;
        Assert.Equal([end], tokenizer.Encode("<end>"));
        var ids = tokenizer.EncodeText("5<end>cat<x>ab");
        Assert.Equal("5<end>cat<x>ab", tokenizer.Decode(ids));
        Assert.DoesNotContain(ids, tokenizer.SpecialTokenIds.Contains);
        Assert.Equal(tokenizer.Encode("cat 5"), tokenizer.EncodeText("cat 5<x> <end>\n<end>"));
        Assert.Equal(tokenizer.Encode("<think>ab"), tokenizer.EncodeText("<think>ab")); // an added token that is not special stays one
        Assert.Empty(tokenizer.EncodeText("<end>"));
    }

    [Theory]
    [InlineData("Isolated", "ab-ab--ab")]
    [InlineData("MergedWithPrevious", "ab-ab--ab")]
    [InlineData("Contiguous", "ab-ab--ab")]
    public void Split_behaviours_keep_the_text(string behavior, string text)
    {
        var tokenizer = Load(json => json["pre_tokenizer"] = JsonNode.Parse(
            $$"""{"type":"Sequence","pretokenizers":""" +
            $$"""[{"type":"Split","pattern":{"String":"-"},"behavior":"{{behavior}}"},{"type":"ByteLevel","add_prefix_space":""" +
            $$"""false,"use_regex":false}]}"""));
        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
    }

    [Fact]
    public void A_piece_that_is_a_token_needs_no_merges_when_they_are_ignored()
    {
        var tokenizer = Load(json =>
        {
            json["model"]!["merges"] = new JsonArray();
            json["model"]!["ignore_merges"] = true;
        });
        Assert.Equal(["ab"], Pieces(tokenizer, "ab"));
        Assert.Equal(["a", "b", "a"], Pieces(tokenizer, "aba"));
    }

    [Fact]
    public void What_the_template_puts_before_a_text_stands_there_once_and_only_before_plain_texts()
    {
        var tokenizer = Load(json =>
        {
            Added(json, "<bos>");
            json["post_processor"] = JsonNode.Parse(
                """
                {"type":"Sequence","processors":[{"type":"ByteLevel","trim_offsets":false},{"type":"TemplateProcessing",
                "single":[{"SpecialToken":{"id":"<bos>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],"pair":[],
                "special_tokens":{"<bos>":{"id":"<bos>","ids":[1001],"tokens":["<bos>"]}}}]}
                """);
        });
        int[] a = ['a'];
        Assert.Equal(a, tokenizer.Encode("a"));
        Assert.Equal([1001, .. a], tokenizer.EncodePlain("a"));
        Assert.Equal([1001, .. a], tokenizer.EncodePlain("<bos>a"));
        Assert.Equal([1001], tokenizer.EncodePlain(""));
        var plain = PromptFormat.Create(tokenizer, null, new() { Kind = PromptKind.Plain, Template = "{question}" });
        var chat = PromptFormat.Create(tokenizer, ChatTemplate.Parse("<bos>{{ messages[0].content }}", "t"), new() { UserTemplate = "{question}" });
        Assert.Equal([1001, .. a], plain.Encode("a"));
        Assert.Equal([1001, .. a], chat.Encode("a"));
    }

    [Fact]
    public void Tokens_that_only_the_config_adds_are_found()
    {
        TokenizerFile.WriteByteLevel(_directory, ["ab"], "<end>");
        File.WriteAllText(
            Path.Combine(_directory, "tokenizer_config.json"),
            """{"added_tokens_decoder":{"257":{"content":"<end>","special":true},"300":{"content":"<pad>","special":true}},"pad_token":"<pad>"}""");
        var tokenizer = Tokenizer.Load(_directory);
        Assert.Equal(300, tokenizer.PadTokenId);
        Assert.Equal([256, 300, 257], tokenizer.Encode("ab<pad><end>"));
        Assert.Equal("ab", tokenizer.Decode([256, 300, 257], skipSpecialTokens: true));
    }

    [Fact]
    public void The_first_line_of_a_merges_file_is_no_merge()
    {
        var tokenizer = Load(json => json["model"]!["merges"] = new JsonArray("#version: 0.2", "a b"));
        Assert.Equal(["ab", "c"], Pieces(tokenizer, "abc"));
    }

    [Fact]
    public void Possessive_quantifiers_are_understood()
    {
        var tokenizer = Load(json => json["pre_tokenizer"] = JsonNode.Parse(
            """{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}+| """ +
            """?[^\\s\\p{L}\\p{N}]++|\\s+"},"behavior":"Isolated"},{"type":"ByteLevel","add_prefix_space":false,"use_regex":false}]}"""));
        Assert.Equal("ab 12345 x", tokenizer.Decode(tokenizer.Encode("ab 12345 x")));
    }

    private Tokenizer Load(Action<JsonNode> change)
    {
        TokenizerFile.WriteByteLevel(_directory, ["ab", "cat"], "<end>");
        var path = Path.Combine(_directory, "tokenizer.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        change(json);
        File.WriteAllText(path, json.ToJsonString());
        return Tokenizer.Load(_directory);
    }

    private static void Added(JsonNode json, string content, params string[] options)
    {
        var vocabulary = json["model"]!["vocab"]!.AsObject();
        var id = (int?)vocabulary[content] ?? 1000 + json["added_tokens"]!.AsArray().Count;
        var token = new JsonObject { ["id"] = id, ["content"] = content, ["special"] = true };
        foreach (var option in options)
        {
            token[option] = true;
        }

        json["added_tokens"]!.AsArray().Add(token);
    }

    private static string[] Pieces(Tokenizer tokenizer, string text) => [.. tokenizer.Encode(text).Select(id => tokenizer.Decode([id]))];

    /// <summary>The merges also make the word inside another word one token; only its neighbours are told apart here.</summary>
    private static string[] Merged(string[] pieces, int start) => pieces[start..];
}
