using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Intervene.Text.Unicode;

namespace Intervene.Tests.Text;

/// <summary>
/// Composition as Python's unicodedata (Unicode 14) does it (cases/nfc.jsonl: random letters, marks, jamo and compatibility characters).
/// </summary>
public class NfcTests
{
    [Fact]
    public void Texts_compose_as_in_the_reference()
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Text", "cases", "nfc.jsonl")))
        {
            var row = JsonNode.Parse(line)!;
            Assert.Equal((string?)row["nfc"], Nfc.Normalize((string)row["text"]!));
        }
    }

    [Property]
    public bool Composing_twice_changes_nothing(string? text)
    {
        var once = Nfc.Normalize(text ?? "");
        return Nfc.Normalize(once) == once;
    }

    [Fact]
    public void A_text_that_is_composed_is_returned_as_it_is()
    {
        const string text = "déjà vu 漢字 😀 한글";
        Assert.Same(text, Nfc.Normalize(text));
    }
}
