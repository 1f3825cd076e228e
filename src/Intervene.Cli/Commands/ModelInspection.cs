using System.Globalization;
using System.Text;
using Intervene.Models;
using Intervene.Models.Weights;
using Intervene.Text;
using Intervene.Torch.Checkpoints.Gguf;

namespace Intervene.Cli.Commands;

/// <summary>What can be said of a model without loading its weights, as labelled lines; what fails is noted and the rest goes on.</summary>
internal sealed class ModelInspection
{
    private const int TrainingTokens = 4096; // of one forward pass, on a CPU

    private readonly List<(string Label, string Text)> _lines = [];
    private readonly List<string> _unsupported = [];

    private ModelInspection()
    {
    }

    /// <summary>The lines in order.</summary>
    public IReadOnlyList<(string Label, string Text)> Lines => _lines;

    /// <summary>Whether the model can be used.</summary>
    public bool IsSupported => _unsupported.Count == 0;

    /// <summary>Looks at a directory or a GGUF.</summary>
    public static ModelInspection Of(string model, IReadOnlyList<int> lengths, int batch)
    {
        var inspection = new ModelInspection();
        inspection._lines.Add(("model", model));
        if (File.Exists(model))
        {
            inspection.AddGguf(model);
        }
        else if (!Directory.Exists(model))
        {
            throw new InterveneException($"{model}: there is no such directory or file; expected a Hugging Face model directory, or a GGUF.");
        }
        else
        {
            inspection.AddDirectory(model, lengths, batch);
        }

        inspection._lines.Add(("unsupported", inspection.IsSupported ? "nothing" : string.Join("\n", inspection._unsupported)));
        return inspection;
    }

    private void AddDirectory(string directory, IReadOnlyList<int> lengths, int batch)
    {
        ModelConfig? config = null;
        Tokenizer? tokenizer = null;
        Try(() => AddConfig(config = ModelConfigReader.Read(directory)));
        Try(() => AddWeights(directory, config));
        if (File.Exists(Path.Combine(directory, "tokenizer.json")))
        {
            Try(() => tokenizer = Tokenizer.Load(directory));
        }
        else
        {
            Add("tokenizer", $"none: there is no tokenizer.json, so that only token ids can go in and out");
        }

        Try(() => AddTokenizer(tokenizer, config));
        Try(() => AddTemplate(directory));
        if (config is not null)
        {
            if (lengths.FirstOrDefault(length => length > config.ContextLength) is var beyond and > 0)
            {
                throw new InterveneException(Text($"--length {beyond} is beyond the model's context of {config.ContextLength}; give a smaller one."));
            }

            int[] counts = [.. (lengths.Count > 0 ? lengths : [Math.Min(1024, config.ContextLength), config.ContextLength]).Distinct()];
            foreach (var length in counts)
            {
                AddMemory(config, length, batch);
            }
        }
    }

    private void AddConfig(ModelConfig config)
    {
        var biases = (config.QueryKeyValueBias, config.OutputBias, config.MlpBias) switch
        {
            (true, true, true) => ", biases on attention and MLP",
            (true, true, false) => ", biases on attention",
            (true, false, false) => ", biases on q, k and v",
            (false, _, true) => ", biases on the MLP",
            _ => "",
        };
        var scaling = config.Rope.Type == "default" ? "" : Text($", {config.Rope.Type} scaling by {config.Rope.Factor}");
        Add("family", $"{config.Family}{(config.QueryKeyNorm ? ", q/k norm" : "")}{biases}");
        Add("shape",
            $"{config.Layers} layers, hidden {config.HiddenSize:N0}, {config.Heads} heads of width {config.HeadWidth}, ",
            $"{config.KeyValueHeads} key/value heads, MLP {config.IntermediateSize:N0}");
        Add("vocabulary", $"{config.VocabularySize:N0} rows, {(config.TieWordEmbeddings ? "head tied to the embedding" : "head of its own")}");
        Add("positions", $"context {config.ContextLength:N0}, rope θ {config.Rope.Theta:N0}{scaling}");
        Add("parameters", $"{MemoryEstimate.Parameters(config):N0}, of these {(long)config.VocabularySize * config.HiddenSize:N0} in the embedding");
    }

    private void AddWeights(string directory, ModelConfig? config)
    {
        using var weights = WeightFiles.Open(directory);
        StoredTensor[] tensors = [.. weights.Tensors];
        var types = string.Join(
            ", ", tensors.GroupBy(tensor => tensor.Dtype).OrderByDescending(group => group.Sum(tensor => tensor.Bytes))
                .Select(group => $"{group.Key} ({group.Count()} tensors)"));
        Add("weights", $"{types}, {Size(tensors.Sum(tensor => tensor.Bytes))} in {weights.Files.Count} file{(weights.Files.Count == 1 ? "" : "s")}");
        if (config is not null)
        {
            _unsupported.AddRange(WeightCheck.Differences(config, weights));
        }
    }

    private void AddTokenizer(Tokenizer? tokenizer, ModelConfig? config)
    {
        string Name(int id) =>
            tokenizer is not null && id < tokenizer.VocabularySize ? $"{id} {Encoding.UTF8.GetString(tokenizer.TokenBytes(id))}" : $"{id}";
        if (tokenizer is not null)
        {
            var marks = new (string Name, int? Id)[] { ("begin", tokenizer.BosTokenId), ("end", tokenizer.EosTokenId), ("pad", tokenizer.PadTokenId) }
                .Where(mark => mark.Id is not null).Select(mark => $", {mark.Name} {Name(mark.Id!.Value)}");
            Add("tokenizer", $"{tokenizer.VocabularySize:N0} tokens, {tokenizer.SpecialTokenIds.Count} special{string.Concat(marks)}");
            if (config is not null && tokenizer.VocabularySize > config.VocabularySize)
            {
                _unsupported.Add(
                    Text($"tokenizer.json has ids up to {tokenizer.VocabularySize - 1}, the embedding only {config.VocabularySize} rows: ") +
                    "they are of different models");
            }
        }

        if (config is not null)
        {
            var none = "no id: neither generation_config.json nor config.json names eos_token_id";
            Add("stops at", $"{(config.StopIds.Count == 0 ? none : string.Join(", ", config.StopIds.Select(Name)))}");
        }
    }

    private void AddTemplate(string directory)
    {
        var template = ChatTemplate.Load(directory);
        Add("template", $"{(template is null ? "none: prompts are plain text" : $"{template.Name}, {template.Source.Length:N0} characters")}");
        template?.Render([new ChatMessage("user", "What is 2 + 2?")], new ChatTemplateOptions { AddGenerationPrompt = true });
    }

    private void AddMemory(ModelConfig config, int length, int batch)
    {
        var inference = MemoryEstimate.Inference(config, batch, length);
        var tokens = Math.Max(length, Math.Min((long)batch * length, TrainingTokens));
        var training = MemoryEstimate.Training(config, tokens);
        var label = Text($"{batch} × {length:N0}");
        Add(label,
            $"inference {Size(inference.Total)}: weights and their layout for ",
            $"decoding {Size(inference.Weights)}, cache {Size(inference.Cache)}, activations {Size(inference.Activations)}");
        Add("",
            $"training {Size(training.Total)}: weights {Size(training.Weights)}, gradients and AdamW {Size(training.Optimizer)}, ",
            $"activations {Size(training.Activations)} in passes of {tokens:N0} tokens");
    }

    private void AddGguf(string path) => Try(() =>
    {
        using var file = GgufFile.Open(path);
        var types = file.Tensors.GroupBy(tensor => tensor.Type)
            .OrderByDescending(group => group.Sum(tensor => tensor.Bytes)).Select(group => $"{group.Key} ({group.Count()} tensors)");
        Add("family", $"{file.Metadata.Text("general.architecture") ?? "not named"}, a GGUF: turn it into a model directory with `intervene import`");
        Add("parameters", $"{file.Tensors.Sum(tensor => tensor.Elements):N0}");
        Add("weights", $"{string.Join(", ", types)}, {Size(file.Tensors.Sum(tensor => tensor.Bytes))}");
        GgufImport.Check(file);
    });

    private void Try(Action look)
    {
        try
        {
            look();
        }
        catch (InterveneException fault)
        {
            _unsupported.Add(fault.Message);
        }
    }

    private void Add(string label, params FormattableString[] parts) =>
        _lines.Add((label, string.Concat(parts.Select(FormattableString.Invariant))));

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static string Size(long bytes) => bytes < 1e6
        ? (bytes / 1e3).ToString("F1", CultureInfo.InvariantCulture) + " kB"
        : bytes < 1e9
            ? (bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture) + " MB" : (bytes / 1e9).ToString("F1", CultureInfo.InvariantCulture) + " GB";
}
