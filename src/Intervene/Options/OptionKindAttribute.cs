namespace Intervene.Options;

/// <summary>Names a member of a closed hierarchy of options, as <c>kind:</c> chooses it.</summary>
/// <param name="kind">The name in YAML.</param>
/// <param name="type">The record.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class OptionKindAttribute(string kind, Type type) : Attribute
{
    /// <summary>The name in YAML.</summary>
    public string Kind { get; } = kind;

    /// <summary>The record.</summary>
    public Type Type { get; } = type;
}
