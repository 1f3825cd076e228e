using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Text;

namespace Intervene.Tests.Text;

public class TokenizerGoldenTests
{
    [Theory]
    [InlineData("qwen3", "models/qwen3-tokenizer")]
    [InlineData("smollm2", "models/smollm2-135m-instruct")]
    public void Ids_and_decoded_text_equal_the_reference(string name, string model)
    {
        var tokenizer = Models.Load(model);
        var failures = new List<string>();
        foreach (var row in Rows("goldens/tokenizers/encode.jsonl"))
        {
            var text = (string)row["text"]!;
            int[] expected = [.. row[name]!.AsArray().Select(id => (int)id!)];
            var actual = tokenizer.Encode(text);
            if (!actual.SequenceEqual(expected))
            {
                failures.Add($"{JsonSerializer.Serialize(text)}: {string.Join(' ', actual)} instead of {string.Join(' ', expected)}");
            }

            var decoded = (string?)row[$"{name}_decoded_skipping_special"] ?? text;
            if (tokenizer.Decode(expected, skipSpecialTokens: true) != decoded)
            {
                failures.Add(
                    $"{JsonSerializer.Serialize(text)} decodes to {JsonSerializer.Serialize(tokenizer.Decode(expected, true))} instead of {JsonSerializer.Serialize(decoded)}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} differ:\n{string.Join('\n', failures.Take(20))}");
    }

    [Fact]
    public void Incremental_decoding_emits_what_the_reference_emits()
    {
        foreach (var row in Rows("goldens/tokenizers/stream.jsonl"))
        {
            var tokenizer = Models.Load((string)row["tokenizer"]! == "qwen3" ? "models/qwen3-tokenizer" : "models/smollm2-135m-instruct");
            var decoder = new IncrementalDecoder(tokenizer);
            string[] emitted = [.. row["ids"]!.AsArray().Select(id => decoder.Append((int)id!))];
            Assert.Equal(row["emitted"]!.AsArray().Select(text => (string?)text ?? ""), emitted);
            Assert.Equal("", decoder.Flush());
        }
    }

    [Theory]
    [InlineData("models/qwen3-tokenizer", 151669, "<|im_end|>")]
    [InlineData("models/smollm2-135m-instruct", 49152, "<|im_end|>")]
    public void Sizes_and_special_tokens_are_the_models_own(string model, int size, string eos)
    {
        var tokenizer = Models.Load(model);
        Assert.Equal(size, tokenizer.VocabularySize);
        Assert.Equal(eos, Encoding.UTF8.GetString(tokenizer.TokenBytes(tokenizer.EosTokenId!.Value)));
        Assert.Contains(tokenizer.EosTokenId.Value, tokenizer.SpecialTokenIds);
        Assert.Matches("^[0-9a-f]{64}$", tokenizer.Fingerprint);
    }

    private static IEnumerable<JsonNode> Rows(string file) => File.ReadLines(SharedFiles.Path(file)).Select(line => JsonNode.Parse(line)!);
}
