namespace Intervene.Cli.Tests.Hardening;

/// <summary>Tests that take over the process's streams: one after the other, with nothing beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class HardeningCollection
{
    public const string Name = "hardening";
}
