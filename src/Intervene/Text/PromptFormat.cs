using Intervene.Options;

namespace Intervene.Text;

/// <summary>Turns questions into prompts of token ids, one way for the whole run.</summary>
public sealed class PromptFormat
{
    private const string Placeholder = "{question}";

    private readonly Tokenizer _tokenizer;
    private readonly ChatTemplate? _template;
    private readonly PromptOptions _options;
    private readonly DateTimeOffset? _date;

    private PromptFormat(Tokenizer tokenizer, ChatTemplate? template, PromptOptions options, DateTimeOffset? date) =>
        (_tokenizer, _template, _options, _date) = (tokenizer, template, options, date);

    /// <summary>Whether prompts are plain or chat; never <see cref="PromptKind.Auto"/>.</summary>
    public PromptKind Kind => _template is null ? PromptKind.Plain : PromptKind.Chat;

    /// <summary>What of the options has no effect because the model has no chat template; null where nothing was left to the program.</summary>
    public string? Note => _template is not null || _options.Kind != PromptKind.Auto ? null
        : "the model has no chat template, so prompts are plain text (prompt.template); prompt.system, prompt.user_template and " +
        "prompt.enable_thinking are not used. prompt.kind=plain says that this is meant";

    /// <summary>Decides on the way from the options and from whether the model has a chat template.</summary>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="template">The model's chat template, or null.</param>
    /// <param name="options">The options.</param>
    /// <param name="date">What a template that asks for the date is told; null for the clock's.</param>
    /// <exception cref="InterveneException">Chat is asked of a model without a template, or a template lacks <c>{question}</c>.</exception>
    public static PromptFormat Create(Tokenizer tokenizer, ChatTemplate? template, PromptOptions options, DateTimeOffset? date = null)
    {
        if (options.Kind == PromptKind.Chat && template is null)
        {
            throw new InterveneException(
                "prompt.kind is chat, but the model has no chat template (chat_template.jinja, or chat_template in tokenizer_config.json); use " +
                "prompt.kind=plain.");
        }

        var chosen = options.Kind == PromptKind.Plain ? null : template;
        var (key, text) = chosen is null ? ("prompt.template", options.Template) : ("prompt.user_template", options.UserTemplate);
        return text.Contains(Placeholder, StringComparison.Ordinal)
            ? new(tokenizer, chosen, options, date)
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
            new() { AddGenerationPrompt = true, EnableThinking = _options.EnableThinking, Now = _date });
    }

    /// <summary>The prompt's ids: the whole text, encoded once; a plain prompt begins with what the tokenizer puts before texts.</summary>
    /// <exception cref="ChatTemplateException">The model's template fails on the conversation.</exception>
    public int[] Encode(string question) => _template is null ? _tokenizer.EncodePlain(Render(question)) : _tokenizer.Encode(Render(question));

    private static string Fill(string template, string question) => template.Replace(Placeholder, question, StringComparison.Ordinal);
}
