
namespace Intervene.Text;

/// <summary>A chat template that cannot be parsed, or that fails on a conversation.</summary>
/// <param name="message">Template, line, construct, and what went wrong.</param>
/// <param name="kind">The fault's name in Jinja or Python, such as TemplateError (for <c>raise_exception</c>) or UndefinedError.</param>
/// <param name="detail">What went wrong alone; for <c>raise_exception</c> the template's own message.</param>
/// <param name="line">The 1-based line of the template; 0 when it is unknown.</param>
public sealed class ChatTemplateException(string message, string kind, string detail, int line) : InterveneException(message)
{
    /// <summary>The fault's name in Jinja or Python.</summary>
    public string Kind { get; } = kind;

    /// <summary>What went wrong, without the place.</summary>
    public string Detail { get; } = detail;

    /// <summary>The 1-based line of the template; 0 when it is unknown.</summary>
    public int Line { get; } = line;
}
