using System.Text;
using System.Text.Json;
using Intervene.Files;
using Intervene.Interventions;
using Intervene.Interventions.Exchange;

namespace Intervene.Tests.Files;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("""{"a":"\ud83d"}""")]
    [InlineData("""{"\uD83D":1}""")]
    [InlineData("""{"a":["\ude00\ud83d"]}""")]
    [InlineData("""{"a":{"b":[{"c\udfff":null}]}}""")]
    public void Half_a_pair_is_refused_wherever_it_stands(string json)
    {
        Assert.Contains("half a surrogate pair", Assert.Throws<JsonException>(() => JsonText.Document(json)).Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => JsonText.Node(json));
        Assert.Throws<JsonException>(() => JsonText.Document(json, new JsonDocumentOptions { AllowDuplicateProperties = false }));
        Assert.Throws<JsonException>(() => JsonText.Document(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_refused()
    {
        byte[] json = [.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        Assert.Contains("no UTF-8", Assert.Throws<JsonException>(() => JsonText.Document(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_pairs_and_what_only_looks_like_half_of_one_are_read()
    {
        const string Json = """{"a":"\ud83d\ude00","b":"\\ud83d","😀":["\u00e9"]}""";
        using var document = JsonText.Document(Json);
        Assert.Equal("😀", document.RootElement.GetProperty("a").GetString());
        Assert.Equal("\\ud83d", JsonText.Node(Json)!["b"]!.GetValue<string>());
        Assert.Equal("é", JsonText.Node(Encoding.UTF8.GetBytes(Json))!["😀"]![0]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"id":"\ud83d","proposals":[]}""")]
    [InlineData("""{"\ud83d":1,"id":"q"}""")]
    [InlineData("""{"id":"q","reason":"\ud83d"}""")]
    [InlineData("""{"id":"q","proposals":[{"location":1,"content":"\ud83d"}]}""")]
    public void A_checkers_line_with_half_a_pair_is_unparsable(string line)
    {
        var question = new OracleQuestion { Id = "q", Question = "?", Gold = "1", Steps = ["a"] };
        Assert.Null(CheckerLines.Id(line));
        Assert.Equal(RefusalReason.Unparsable, CheckerLines.Read(line, question).Refusal);
    }
}
