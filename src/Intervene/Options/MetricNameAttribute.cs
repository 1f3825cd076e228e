namespace Intervene.Options;

/// <summary>The option names a number that a step of reinforcement learning writes.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MetricNameAttribute : Attribute;
