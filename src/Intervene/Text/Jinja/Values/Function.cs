using Intervene.Text.Jinja.Nodes;

namespace Intervene.Text.Jinja.Values;

/// <summary>Something that a template can call.</summary>
internal sealed class Function(string name, Func<Arguments, object?> body)
{
    public string Name { get; } = name;

    public object? Call(Arguments arguments) => body(arguments);
}
