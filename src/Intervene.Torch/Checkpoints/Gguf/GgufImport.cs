using Intervene.Models;
using Intervene.Models.Weights;
using Intervene.Text;

namespace Intervene.Torch.Checkpoints.Gguf;

/// <summary>Turns a GGUF of the supported families into a Hugging Face model directory.</summary>
public static class GgufImport
{
    private const string FromMetadata = "the GGUF's metadata";

    /// <summary>
    /// Imports a model: weights dequantised, Llama's rows in the checkpoint's order, config, tokenizer and chat template from the files beside the
    /// GGUF where there are any and from its metadata otherwise. The directory is new or empty, and appears when it is complete.
    /// </summary>
    /// <exception cref="InterveneException">The file is damaged, of another family or asks for what is not supported, files beside it are another
    /// model's, or the directory holds something.</exception>
    public static GgufImportResult Import(string ggufPath, string outDirectory, GgufImportOptions? options = null)
    {
        options ??= new GgufImportOptions();
        if (options.SourceDirectory is { } source && !Directory.Exists(source))
        {
            throw new InterveneException(
                $"{source}: there is no such directory; expected one with the model's config.json, tokenizer.json or chat template.");
        }

        NewDirectory.RequireNew(outDirectory);
        using var file = GgufFile.Open(ggufPath);
        var dtype = options.Dtype ?? GgufWeights.NaturalDtype(file);
        GgufImportResult? result = null;
        NewDirectory.Write(outDirectory, aside => result = Import(file, aside, options, dtype));
        return result!;
    }

    /// <summary>Checks that a file's metadata describe a model that can be imported.</summary>
    /// <exception cref="InterveneException">They are another family's or ask for what is not supported.</exception>
    public static void Check(GgufFile file) => GgufConfig.Build(file);

    private static GgufImportResult Import(GgufFile file, string aside, GgufImportOptions options, string dtype)
    {
        var source = options.SourceDirectory ?? Path.GetDirectoryName(Path.GetFullPath(file.Path))!;
        bool Beside(string name) => !options.MetadataOnly && File.Exists(Path.Combine(source, name));

        List<string> notes = [];
        if (Beside("tokenizer.json"))
        {
            CompanionFiles.Copy(source, aside);
        }

        var config = WriteConfig(file, aside, dtype, Beside(ModelConfigReader.FileName) ? source : null);
        if (Beside("tokenizer.json"))
        {
            CheckTokenizer(file, source, notes);
        }
        else
        {
            notes.AddRange(GgufTokenizer.Write(file, aside, config.ContextLength));
        }

        var blobs = GgufWeights.Blobs(file, config, dtype);
        ShardWriter.Write(aside, blobs, options.ShardBytes);
        return new GgufImportResult
        {
            Config = config,
            Parameters = blobs.Sum(blob => blob.Elements),
            Dtype = dtype,
            ConfigFrom = Beside(ModelConfigReader.FileName) ? Path.Combine(source, ModelConfigReader.FileName) : FromMetadata,
            TokenizerFrom = Beside("tokenizer.json") ? Path.Combine(source, "tokenizer.json") : FromMetadata,
            Notes = notes,
        };
    }

    /// <summary>Writes config and generation config, and reads them back as any other model's.</summary>
    private static ModelConfig WriteConfig(GgufFile file, string aside, string dtype, string? source)
    {
        var built = GgufConfig.Build(file);
        built["torch_dtype"] = StoredTypes.ConfigName(dtype);
        var path = Path.Combine(aside, ModelConfigReader.FileName);
        ConfigFile.Write(path, built);
        if (!File.Exists(Path.Combine(aside, ModelConfigReader.GenerationFileName)))
        {
            ConfigFile.Write(Path.Combine(aside, ModelConfigReader.GenerationFileName), GgufConfig.Generation(file));
        }

        var config = ReadOwn(file, aside);
        if (source is null)
        {
            return config;
        }

        GgufConfig.RequireSame(file, config, ModelConfigReader.Read(source), Path.Combine(source, ModelConfigReader.FileName));
        File.Delete(path);
        ConfigFile.CopyWithDtype(source, aside, StoredTypes.ConfigName(dtype));
        return ModelConfigReader.Read(aside);
    }

    /// <summary>Reads the config made of the metadata; its faults are the GGUF's.</summary>
    private static ModelConfig ReadOwn(GgufFile file, string aside)
    {
        try
        {
            return ModelConfigReader.Read(aside);
        }
        catch (InterveneException fault)
        {
            throw new InterveneException(
                $"{file.Path}: its metadata, as {fault.Message.Replace(aside + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)}", fault);
        }
    }

    /// <summary>Refuses a tokenizer whose ids are not the GGUF's.</summary>
    private static void CheckTokenizer(GgufFile file, string source, List<string> notes)
    {
        var tokens = file.Metadata.Texts("tokenizer.ggml.tokens");
        if (tokens is null || file.Metadata.Text("tokenizer.ggml.model") != "gpt2")
        {
            notes.Add("The tokenizer beside the GGUF is not compared with the GGUF's, which is no byte-level BPE.");
            return;
        }

        var tokenizer = Tokenizer.Load(source);
        var types = file.Metadata.Ints("tokenizer.ggml.token_type");
        if (types is not null && types.Count != tokens.Count)
        {
            throw file.Metadata.Wrong("tokenizer.ggml.token_type", $"a list of {types.Count}", $"one type for each of the {tokens.Count} tokens");
        }

        for (var id = 0; id < tokens.Count; id++)
        {
            if ((types is null || types[id] == 1) && tokenizer.TokenId(tokens[id]) != id)
            {
                throw new InterveneException(
                    $"{Path.Combine(source, "tokenizer.json")} is another model's: token {id} of {file.Path} is \"{tokens[id]}\", which it does not have under this id. "
                    + "Put the right tokenizer beside the GGUF, or import with --metadata-only to use its own.");
            }
        }
    }
}
