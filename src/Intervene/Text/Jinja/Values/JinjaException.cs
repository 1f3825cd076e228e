namespace Intervene.Text.Jinja.Values;

/// <summary>A fault of a template or of the values given to it; the kind is the name that Jinja or Python has for it.</summary>
internal sealed class JinjaException(string kind, string message) : Exception(message)
{
    /// <summary>TemplateSyntaxError, UndefinedError, TemplateError (raise_exception), TypeError, …</summary>
    public string Kind { get; } = kind;

    /// <summary>The 1-based line of the template; 0 until a statement has claimed the fault.</summary>
    public int Line { get; set; }

    /// <summary>The source of the tag in which it happened.</summary>
    public string Construct { get; set; } = "";

    /// <summary>A fault of the template's source.</summary>
    public static JinjaException Syntax(string message, int line, string construct = "") =>
        new("TemplateSyntaxError", message) { Line = line, Construct = construct };

    /// <summary>A value of the wrong type.</summary>
    public static JinjaException Type(string message) => new("TypeError", message);

    /// <summary>A value out of range.</summary>
    public static JinjaException Value(string message) => new("ValueError", message);

    /// <summary>A filter that <c>map</c> does not find.</summary>
    public static JinjaException NoFilter(string name) => new("TemplateRuntimeError", $"No filter named {Values.Python.Repr(name)}.");

    /// <summary>A test that <c>select</c> and its kin do not find.</summary>
    public static JinjaException NoTest(string name) => new("TemplateRuntimeError", $"No test named {Values.Python.Repr(name)}.");

    /// <summary>A template that wants more than a template needs.</summary>
    public static JinjaException Limit(string message) => new("LimitError", message);
}
