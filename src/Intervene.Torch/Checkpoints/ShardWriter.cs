using System.Text.Json.Nodes;
using Intervene.Models;

namespace Intervene.Torch.Checkpoints;

/// <summary>Writes weights as one file, or as shards with an index.</summary>
internal static class ShardWriter
{
    /// <summary>
    /// Writes <c>model.safetensors</c>, or <c>model-00001-of-0000N.safetensors</c> … and the index when the weights exceed a shard.
    /// </summary>
    /// <param name="directory">An existing directory.</param>
    /// <param name="blobs">The tensors, filled into shards in this order.</param>
    /// <param name="shardBytes">The most bytes of a shard; a larger tensor has a shard of its own.</param>
    public static void Write(string directory, IReadOnlyCollection<TensorBlob> blobs, long shardBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shardBytes);
        var shards = Split(blobs, shardBytes);
        if (shards.Count == 1)
        {
            SafetensorsWriter.Write(Path.Combine(directory, ModelFiles.SingleName), shards[0]);
            return;
        }

        var homes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < shards.Count; i++)
        {
            var name = $"model-{i + 1:D5}-of-{shards.Count:D5}.safetensors";
            SafetensorsWriter.Write(Path.Combine(directory, name), shards[i]);
            foreach (var blob in shards[i])
            {
                homes.Add(blob.Name, name);
            }
        }

        ConfigFile.Write(Path.Combine(directory, ModelFiles.IndexName), new JsonObject
        {
            ["metadata"] = new JsonObject { ["total_parameters"] = blobs.Sum(b => b.Elements), ["total_size"] = blobs.Sum(b => b.Bytes) },
            ["weight_map"] = new JsonObject(homes.Select(home => KeyValuePair.Create(home.Key, (JsonNode?)home.Value))),
        });
    }

    private static List<List<TensorBlob>> Split(IEnumerable<TensorBlob> blobs, long shardBytes)
    {
        List<List<TensorBlob>> shards = [[]];
        var size = 0L;
        foreach (var blob in blobs)
        {
            if (size + blob.Bytes > shardBytes && shards[^1].Count > 0)
            {
                shards.Add([]);
                size = 0;
            }

            shards[^1].Add(blob);
            size += blob.Bytes;
        }

        return shards;
    }
}
