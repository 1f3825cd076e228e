namespace Intervene.Text.Jinja.Values;

/// <summary>The one object whose members a template may assign.</summary>
internal sealed class Namespace
{
    public Dictionary<string, object?> Members { get; } = new(StringComparer.Ordinal);
}
