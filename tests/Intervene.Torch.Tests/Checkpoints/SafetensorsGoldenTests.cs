using System.Text.Json.Nodes;
using Intervene.Models.Weights;
using Intervene.Tests;

namespace Intervene.Torch.Tests.Checkpoints;

/// <summary>The verdicts of the reference reader, safetensors 0.8.0.</summary>
public class SafetensorsGoldenTests
{
    /// <summary>What the reference reader takes and this one refuses: a duplicate name leaves open which tensor is meant.</summary>
    private static readonly string[] Stricter = ["duplicate_key"];

    public static TheoryData<string> Files() =>
    [
        .. Directory.GetFiles(SharedFiles.Path("goldens/safetensors"), "*.safetensors")
            .Select(file => System.IO.Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_judged_like_the_reference_reader_judges_it(string name)
    {
        var verdict = File.ReadLines(Goldens.Path("safetensors/verdicts.jsonl"))
            .Select(line => JsonNode.Parse(line)!).Single(row => (string?)row["file"] == name);
        var path = Goldens.Path($"safetensors/{name}.safetensors");
        if ((string?)verdict["reference"] == "refuses" || Stricter.Contains(name))
        {
            var fault = Assert.Throws<InterveneException>(() => SafetensorsFile.Open(path).Dispose());
            Assert.StartsWith(path + ": ", fault.Message, StringComparison.Ordinal);
        }
        else
        {
            using var file = SafetensorsFile.Open(path);
            Assert.Equal(
                verdict["tensors"]!.AsArray().Select(n => (string)n!).Order(StringComparer.Ordinal), file.Names.Order(StringComparer.Ordinal));
            Assert.All(file.Tensors, tensor => Assert.Equal(tensor.Bytes, StoredBytes.Of(file, tensor.Name).Length));
        }
    }
}
