using Intervene.Models;
using Intervene.Models.Weights;
using Intervene.Torch.Models;
using static TorchSharp.torch;

namespace Intervene.Torch.Checkpoints;

/// <summary>Hugging Face model directories, in and out.</summary>
public static class ModelDirectory
{
    /// <summary>The largest file of weights that is written, unless asked otherwise: 5 GB.</summary>
    public const long DefaultShardBytes = 5_000_000_000;

    /// <summary>Loads a model with float32 parameters.</summary>
    /// <inheritdoc cref="Load(string, ScalarType)"/>
    public static CausalLanguageModel Load(string directory) => Load(directory, ScalarType.Float32);

    /// <summary>Loads a model; the peak of memory is the weights and one part of a tensor.</summary>
    /// <param name="directory">config.json, the weights, and optionally generation_config.json.</param>
    /// <param name="dtype">The type of the parameters, whatever the file's.</param>
    /// <returns>A model that the caller owns.</returns>
    /// <exception cref="InterveneException">
    /// A file is missing or damaged, the config asks for what is not supported, or the weights do not fit the config: all differences in one message.
    /// </exception>
    public static CausalLanguageModel Load(string directory, ScalarType dtype)
    {
        var config = ModelConfigReader.Read(directory);
        using var weights = WeightFiles.Open(directory);
        Require(directory, config, weights);
        var parameters = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        try
        {
            foreach (var (name, _) in ParameterShapes.Of(config))
            {
                parameters.Add(name, weights.Read(name, dtype).DetachFromDisposeScope());
            }

            return new CausalLanguageModel(config, parameters);
        }
        catch
        {
            foreach (var parameter in parameters.Values)
            {
                parameter.Dispose();
            }

            throw;
        }
    }

    /// <summary>Refuses a place where a new model directory would stand among other files; to be asked before the work.</summary>
    /// <param name="directory">The directory to come.</param>
    /// <exception cref="InterveneException">The name is empty, a file's or that of a directory with content, or the place cannot be written
    /// to.</exception>
    public static void RequireNew(string directory) => NewDirectory.RequireNew(directory);

    /// <summary>Writes a model with the parameters' own type.</summary>
    /// <inheritdoc cref="Save(CausalLanguageModel, string, string, ScalarType?, long)"/>
    public static void Save(CausalLanguageModel model, string directory, string sourceDirectory) =>
        Save(model, directory, sourceDirectory, dtype: null);

    /// <summary>Writes a model as a directory that transformers and vLLM load; it appears under its name when it is complete.</summary>
    /// <param name="model">The model; a tied head is not written.</param>
    /// <param name="directory">The new directory; the files of an earlier model of this name are replaced, all others in it stay.</param>
    /// <param name="sourceDirectory">
    /// Where the model came from: its config.json is kept but for the type of the weights; generation config, tokenizer and templates are copied byte
    /// for byte.
    /// </param>
    /// <param name="dtype">The type to write; null for the parameters' own.</param>
    /// <param name="shardBytes">Weights beyond this size are split over several files with an index.</param>
    /// <exception cref="InterveneException">The file system refuses, or <paramref name="directory"/> holds something other than a model.</exception>
    public static void Save(
        CausalLanguageModel model, string directory, string sourceDirectory, ScalarType? dtype = null, long shardBytes = DefaultShardBytes)
    {
        TensorBlob[] blobs = [.. model.Parameters.Select(entry => SafetensorsWriter.Blob(entry.Key, entry.Value, dtype))];
        NewDirectory.Write(directory, aside =>
        {
            Describe(sourceDirectory, aside, blobs[0].Dtype);
            ShardWriter.Write(aside, blobs, shardBytes);
        });
    }

    /// <summary>
    /// Writes everything of a model directory but the weights: config, generation config, tokenizer and templates of where the model came from.
    /// </summary>
    /// <param name="sourceDirectory">Where it came from.</param>
    /// <param name="directory">An existing folder.</param>
    /// <param name="dtype">The weights' type as in a safetensors header, e.g. <c>F32</c>.</param>
    internal static void Describe(string sourceDirectory, string directory, string dtype)
    {
        CompanionFiles.Copy(sourceDirectory, directory);
        ConfigFile.CopyWithDtype(sourceDirectory, directory, StoredTypes.ConfigName(dtype));
    }

    private static void Require(string directory, ModelConfig config, WeightFiles weights)
    {
        var differences = WeightCheck.Differences(config, weights);
        if (differences.Count > 0)
        {
            throw new InterveneException(
                $"{directory}: the weights do not fit config.json, {differences.Count} differences:\n  {string.Join("\n  ", differences)}\n"
                + "Use the config.json and the weights of one model.");
        }
    }
}
