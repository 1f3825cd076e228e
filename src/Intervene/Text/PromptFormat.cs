using Intervene.Options;

namespace Intervene.Text;

/// <summary>Turns questions into prompts of token ids, one way for the whole run.</summary>
public sealed class PromptFormat
{
    private const string Placeholder = "{question}";

    private readonly Tokenizer _tokenizer;
    private readonly ChatTemplate? _template;
    private readonly PromptOptions _options;

    private PromptFormat(Tokenizer tokenizer, ChatTemplate? template, PromptOptions options) => (_tokenizer, _template, _options) = (tokenizer, template, options);

    /// <summary>Whether prompts are plain or chat; never <see cref="PromptKind.Auto"/>.</summary>
    public PromptKind Kind => _template is null ? PromptKind.Plain : PromptKind.Chat;

    /// <summary>Decides on the way from the options and from whether the model has a chat template.</summary>
    /// <exception cref="InterveneException">Chat is asked of a model without a template, or a template lacks <c>{question}</c>.</exception>
    public static PromptFormat Create(Tokenizer tokenizer, ChatTemplate? template, PromptOptions options)
    {
        if (options.Kind == PromptKind.Chat && template is null)
        {
            throw new InterveneException(
                "prompt.kind is chat, but the model has no chat template (chat_template.jinja, or chat_template in tokenizer_config.json); use prompt.kind=plain.");
        }

        var chosen = options.Kind == PromptKind.Plain ? null : template;
        var (key, text) = chosen is null ? ("prompt.template", options.Template) : ("prompt.user_template", options.UserTemplate);
        return text.Contains(Placeholder, StringComparison.Ordinal)
            ? new(tokenizer, chosen, options)
            : throw new InterveneException($"{key} is \"{text}\"; expected a text with {Placeholder} where the question goes.");
    }

    /// <summary>The prompt's text. A chat prompt ends where the assistant's answer begins.</summary>
    /// <exception cref="ChatTemplateException">The model's template fails on the conversation.</exception>
    public string Render(string question)
    {
        if (_template is null)
        {
            return Fill(_options.Template, question);
        }

        var user = new ChatMessage("user", Fill(_options.UserTemplate, question));
        return _template.Render(
            _options.System is { } system ? [new("system", system), user] : [user],
            new() { AddGenerationPrompt = true, EnableThinking = _options.EnableThinking });
    }

    /// <summary>The prompt's ids: the whole text, encoded once; a plain prompt begins with what the tokenizer puts before texts.</summary>
    /// <exception cref="ChatTemplateException">The model's template fails on the conversation.</exception>
    public int[] Encode(string question) => _template is null ? _tokenizer.EncodePlain(Render(question)) : _tokenizer.Encode(Render(question));

    private static string Fill(string template, string question) => template.Replace(Placeholder, question, StringComparison.Ordinal);
}
