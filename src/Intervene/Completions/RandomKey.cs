using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Intervene.Completions;

/// <summary>
/// Keys counter-based random numbers: what a sample draws depends on (seed, stage, problem, sample, position) alone, never on the
/// batch it is sampled in.
/// </summary>
/// <param name="Value">The key.</param>
public readonly record struct RandomKey(ulong Value)
{
    /// <summary>Makes the key of a problem in a stage.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stage">The stage, e.g. <c>mine</c>, or stage and update, e.g. <c>rl/int/12</c>.</param>
    /// <param name="problemId">The problem.</param>
    public static RandomKey Of(long seed, string stage, string problemId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{stage}\n{problemId}"));
        return new RandomKey(BinaryPrimitives.ReadUInt64LittleEndian(hash));
    }

    /// <summary>The uniform number in [0, 1) of a position in a sample: 53 random bits.</summary>
    /// <param name="sample">The sample's index.</param>
    /// <param name="position">The position within the completion, 0-based.</param>
    public double Uniform(int sample, int position)
    {
        var mixed = Mix(Value + (0x9E3779B97F4A7C15UL * (((ulong)(uint)sample << 32) | (uint)position) + 0x9E3779B97F4A7C15UL));
        return (Mix(mixed ^ Value) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>SplitMix64's finaliser (Steele, Lea and Flood, 2014).</summary>
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
