using System.Text.Json;
using Intervene.Files;
using Intervene.Text.Jinja;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text;

/// <summary>
/// A model's own chat template: Jinja as transformers renders it (<c>trim_blocks</c>, <c>lstrip_blocks</c>, <c>tojson</c> without escapes,
/// <c>raise_exception</c>, <c>strftime_now</c>, <c>break</c> and <c>continue</c>, <c>generation</c> tags). It reads no file, calls nothing outside,
/// and its steps, depth and output are bounded. Immutable and safe for use by several threads.
/// </summary>
public sealed class ChatTemplate
{
    /// <summary>The most bytes of a template's file: 4 MiB.</summary>
    public const long MostBytes = 4 << 20;

    private readonly JinjaTemplate _template;
    private readonly ChatTemplate? _withTools;
    private readonly SpecialTokenNames _tokens;

    private ChatTemplate(string source, string name, SpecialTokenNames tokens, ChatTemplate? withTools = null)
    {
        (Source, Name, _tokens, _withTools) = (source, name, tokens, withTools);
        try
        {
            _template = JinjaTemplate.Parse(source);
        }
        catch (JinjaException fault)
        {
            throw Located(fault);
        }
    }

    /// <summary>The template's text.</summary>
    public string Source { get; }

    /// <summary>What errors call the template: its file.</summary>
    public string Name { get; }

    /// <summary>
    /// Reads chat_template.jinja of a model directory, with additional_chat_templates/tool_use.jinja for conversations with tools, else
    /// <c>chat_template</c> of tokenizer_config.json (of several the one named
    /// <c>default</c>, and <c>tool_use</c> for conversations with tools), with the special tokens of that file; null when the model has none.
    /// </summary>
    /// <exception cref="InterveneException">A file is damaged.</exception>
    /// <exception cref="ChatTemplateException">The template is not well formed.</exception>
    public static ChatTemplate? Load(string modelDirectory)
    {
        var file = Path.Combine(modelDirectory, "chat_template.jinja");
        var config = Path.Combine(modelDirectory, "tokenizer_config.json");
        var tokens = SpecialTokenNames.Load(modelDirectory);
        if (!File.Exists(file))
        {
            return File.Exists(config) ? FromConfig(config, tokens) : null;
        }

        var withTools = Path.Combine(modelDirectory, "additional_chat_templates", "tool_use.jinja");
        return new(ReadText(file), file, tokens, File.Exists(withTools) ? new(ReadText(withTools), withTools, tokens) : null);
    }

    /// <summary>Parses a template; <paramref name="name"/> is what errors call it.</summary>
    /// <exception cref="ChatTemplateException">The template is not well formed.</exception>
    public static ChatTemplate Parse(string source, string name) => new(source, name, SpecialTokenNames.None);

    /// <summary>The text of a conversation.</summary>
    /// <exception cref="ChatTemplateException">
    /// The template raises an exception, uses what is undefined or of the wrong type, or takes too many steps, too much depth or too much output.
    /// </exception>
    public string Render(IReadOnlyList<ChatMessage> messages, ChatTemplateOptions options)
    {
        if (options.Tools is not null && _withTools is not null)
        {
            return _withTools.Render(messages, options);
        }

        Dictionary<string, object?> variables = new(StringComparer.Ordinal)
        {
            ["messages"] = messages.Select(message => TemplateValues.From(message.Fields)).ToList(),
            ["tools"] = TemplateValues.From(options.Tools),
            ["documents"] = null,
            ["add_generation_prompt"] = options.AddGenerationPrompt,
        };
        foreach (var (name, token) in SpecialTokens(options))
        {
            variables[name] = token;
        }

        if (options.EnableThinking is { } thinking)
        {
            variables["enable_thinking"] = thinking;
        }

        foreach (var (name, value) in options.Variables ?? [])
        {
            variables[name] = TemplateValues.From(value);
        }

        try
        {
            return _template.Render(variables, () => options.Now ?? TimeProvider.System.GetLocalNow(), new RenderLimits());
        }
        catch (JinjaException fault)
        {
            throw Located(fault);
        }
    }

    private IEnumerable<KeyValuePair<string, string>> SpecialTokens(ChatTemplateOptions options) =>
        _tokens.All.Concat(options.SpecialTokens ?? new Dictionary<string, string>());

    private static string ReadText(string path) => InputFile.ReadText(path, MostBytes);

    private static ChatTemplate? FromConfig(string path, SpecialTokenNames tokens)
    {
        using var json = JsonFile.Open(path);
        var template = new JsonNodeReader(path, json.RootElement)["chat_template"];
        var name = $"{path} (chat_template)";
        if (!template.Exists || template.Value.ValueKind == JsonValueKind.String)
        {
            return template.TextOrNull() is { } single ? new(single, name, tokens) : null;
        }

        Dictionary<string, string> named = new(StringComparer.Ordinal);
        foreach (var entry in template.Items())
        {
            named[entry["name"].Text()] = entry["template"].Text();
        }

        var withTools = named.TryGetValue("tool_use", out var source) ? new ChatTemplate(source, $"{name}, tool_use", tokens) : null;
        return named.TryGetValue("default", out var usual)
            ? new(usual, name, tokens, withTools)
            : throw template.Wrong("a string, or a list with a template named \"default\"");
    }

    private ChatTemplateException Located(JinjaException fault)
    {
        var construct = fault.Construct.Length > 90 ? fault.Construct[..90] + "…" : fault.Construct;
        var place = fault.Line > 0 ? $"{Name}:{fault.Line}" : Name;
        var inside = construct.Length > 0 ? $" in {construct.ReplaceLineEndings(" ")}" : "";
        return new($"{place}{inside}: {fault.Kind}: {fault.Message}", fault.Kind, fault.Message, fault.Line);
    }
}
