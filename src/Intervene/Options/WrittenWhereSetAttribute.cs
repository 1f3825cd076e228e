namespace Intervene.Options;

/// <summary>An option that resolved recipes, keys of stages and fingerprints name only where it is set: a recipe without it is the same as ever.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WrittenWhereSetAttribute : Attribute;
