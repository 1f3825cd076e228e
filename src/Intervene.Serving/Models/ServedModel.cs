using System.Text.Json.Nodes;
using Intervene.Completions;
using Intervene.Models;
using Intervene.Serving.Hosting;
using Intervene.Text;
using Intervene.Torch.Engine;

namespace Intervene.Serving.Models;

/// <summary>A model that is served: its engine, its texts and its name.</summary>
public sealed class ServedModel
{
    private readonly LocalEngine _engine;
    private readonly ChatTemplate? _template;

    /// <summary>Brings together what one model directory holds.</summary>
    /// <param name="name">What clients call it.</param>
    /// <param name="directory">The model directory.</param>
    /// <param name="engine">The engine with its weights, which has the bytes of tokens.</param>
    /// <param name="config">What the model is.</param>
    public ServedModel(string name, string directory, LocalEngine engine, ModelConfig config)
    {
        (Name, Directory, _engine, Config) = (name, directory, engine, config);
        Tokenizer = Tokenizer.Load(directory);
        _template = ChatTemplate.Load(directory);
    }

    /// <summary>What clients call it.</summary>
    public string Name { get; }

    /// <summary>Where it was read from.</summary>
    public string Directory { get; }

    /// <summary>What the model is: its context, vocabulary and stop tokens.</summary>
    public ModelConfig Config { get; }

    /// <summary>Its tokenizer.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>Names its weights.</summary>
    public string WeightVersion => _engine.WeightVersion;

    /// <summary>What its engine has to do.</summary>
    public EngineLoad Load => _engine.Load;

    /// <summary>Samples a request, token by token.</summary>
    public IAsyncEnumerable<SampledToken> StreamAsync(CompletionRequest request, TokenOptions options, CancellationToken cancellation) =>
        _engine.StreamAsync(request, options, cancellation);

    /// <summary>Samples requests, completion by completion.</summary>
    public IAsyncEnumerable<SampledCompletion> CompleteAsync(IReadOnlyList<CompletionRequest> requests, CancellationToken cancellation) =>
        _engine.CompleteAsync(requests, cancellation);

    /// <summary>The prompt of a conversation.</summary>
    /// <exception cref="RequestFault">The model has no chat template, or the template refuses the conversation.</exception>
    internal int[] Render(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt, JsonObject? variables)
    {
        if (_template is null)
        {
            throw RequestFault.Bad($"The model {Name} has no chat template; use /v1/completions with a prompt.", "messages");
        }

        try
        {
            return Tokenizer.Encode(
                _template.Render(messages, new ChatTemplateOptions { AddGenerationPrompt = addGenerationPrompt, Variables = variables }));
        }
        catch (ChatTemplateException fault)
        {
            throw RequestFault.Bad($"The model's chat template refuses the conversation: {fault.Message}", "messages");
        }
    }
}
