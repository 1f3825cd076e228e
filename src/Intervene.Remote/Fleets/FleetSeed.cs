using Intervene.Completions;

namespace Intervene.Remote.Fleets;

/// <summary>The seed of a sample on a server: of 31 bits, which every server takes.</summary>
public static class FleetSeed
{
    private const uint Step = 0x5851_F42D; // odd: a key's samples all have other seeds

    /// <summary>The seed of a problem's sample in a stage: it depends on nothing else.</summary>
    /// <param name="key">The key of the problem in the stage.</param>
    /// <param name="sample">The sample's index.</param>
    public static int Of(RandomKey key, int sample) => (int)(((uint)(key.Value >> 32) + ((uint)sample * Step)) & int.MaxValue);
}
