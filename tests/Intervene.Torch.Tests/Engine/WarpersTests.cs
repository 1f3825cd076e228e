using System.Text.Json.Nodes;
using Intervene.Options;
using Intervene.Torch.Engine;
using Intervene.Torch.Tests.Checkpoints;

namespace Intervene.Torch.Tests.Engine;

public class WarpersTests
{
    [Fact]
    public void Probabilities_and_kept_tokens_are_those_of_transformers()
    {
        var rows = File.ReadLines(Goldens.Path("sampling/warpers.jsonl")).Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal(96, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            var logits = row["logits"]!.AsArray().Select(value => (float)(double)value!).ToArray();
            var options = new SamplingOptions
            {
                Temperature = (double)row["temperature"]!,
                TopK = (int)row["top_k"]!,
                TopP = (double)row["top_p"]!,
                MinP = (double)row["min_p"]!,
                MaxTokens = 1,
            };
            var actual = new double[logits.Length];
            Warpers.Probabilities(logits, options, actual);
            var kept = Enumerable.Range(0, actual.Length).Where(id => actual[id] > 0);
            Assert.True(row["kept"]!.AsArray().Select(id => (int)id!).SequenceEqual(kept), $"row {i + 1}: {options}: kept {string.Join(' ', kept)}");
            var expected = row["probabilities"]!.AsArray().Select(value => (double)value!).ToArray();
            Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-6));
        }
    }
}
