namespace Intervene.Options;

/// <summary>Where the option is given, keys that it leaves out are those of another option, not the record's defaults.</summary>
/// <param name="root">The key of that option at the top of the file, which stands before this one.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StartsFromAttribute(string root) : Attribute
{
    /// <summary>The key of that option.</summary>
    public string Root { get; } = root;
}
