namespace Intervene.Options;

/// <summary>Where a record's presets are: a static property <c>All</c>, by name, that <c>preset:</c> chooses from.</summary>
/// <param name="source">The class with the property.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OptionPresetsAttribute(Type source) : Attribute
{
    /// <summary>The class with the property.</summary>
    public Type Source { get; } = source;
}
