using Intervene.Files;
using Intervene.Models;
using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Text;

namespace Intervene.Pipeline.Stages;

/// <summary>The base model but for its weights: what turns questions into prompts and tokens into text.</summary>
/// <param name="Path">Its directory.</param>
/// <param name="Config">Its configuration.</param>
/// <param name="Tokenizer">Its tokenizer.</param>
/// <param name="Prompts">How a question becomes a prompt.</param>
public sealed record BaseModel(string Path, ModelConfig Config, Tokenizer Tokenizer, PromptFormat Prompts)
{
    /// <summary>Reads a recipe's model.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="date">The date that templates may ask for: the run's start.</param>
    /// <exception cref="InterveneException">A file is missing, damaged or another model's, or the template fails on a question.</exception>
    public static BaseModel Load(RunOptions options, DateTimeOffset date)
    {
        var path = Find(options);
        var config = ModelConfigReader.Read(path);
        var tokenizer = Tokenizer.Load(path);
        if (tokenizer.VocabularySize > config.VocabularySize)
        {
            throw new InterveneException(
                $"{path}: the tokenizer has ids up to {tokenizer.VocabularySize - 1}, the model {config.VocabularySize} rows of embeddings (config.json: vocab_size). They do not belong together; take tokenizer.json from the model's own repository.");
        }

        return new BaseModel(path, config, tokenizer, PromptFormat.Create(tokenizer, ChatTemplate.Load(path), options.Prompt, date));
    }

    /// <summary>The directory of a recipe's model.</summary>
    /// <param name="options">The recipe.</param>
    /// <exception cref="InterveneException">There is no model.</exception>
    public static string Find(RunOptions options)
    {
        var path = Bundled.Find(options.Model);
        var config = System.IO.Path.Combine(path, ModelConfigReader.FileName);
        return File.Exists(config) ? path : throw new InterveneException(
            $"model: {options.Model}: {ModelConfigReader.FileName}: {IoFault.Missing(config)} Expected a Hugging Face model "
            + "directory, or models/chains, which comes with the program; 'intervene import' makes one of a GGUF.");
    }
}
