using System.Globalization;

namespace Intervene.Pipeline.Runs;

/// <summary>A round of an arm after its first: its folder has the artifacts of a run, and those of an arm.</summary>
/// <param name="Arm">The arm's name.</param>
/// <param name="Number">The round, from 2.</param>
public sealed record ArmRound(string Arm, int Number)
{
    /// <summary>Its folder in the run directory, with <c>/</c>.</summary>
    public string Folder => string.Create(CultureInfo.InvariantCulture, $"arms/{Arm}/{Prefix}{Number}");

    /// <summary>What the names of such folders begin with.</summary>
    public const string Prefix = "round-";

    /// <summary>The arm and the round, <c>int/2</c>: the names of its stages end so.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Arm}/{Number}");

    /// <summary>Where an artifact of the run, or of the arm's first round, stands in this one.</summary>
    /// <param name="artifact">Its name in the run directory, with <c>/</c>.</param>
    public string At(string artifact)
    {
        var own = $"arms/{Arm}/";
        return $"{Folder}/{(artifact.StartsWith(own, StringComparison.Ordinal) ? artifact[own.Length..] : artifact)}";
    }

    /// <summary>A stage's name in this round: <c>rollout</c> is <c>rollout/int/2</c>, <c>sft/int</c> is <c>sft/int/2</c>.</summary>
    /// <param name="stage">Its name in the first.</param>
    public string NameOf(string stage) => stage.EndsWith("/" + Arm, StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"{stage}/{Number}") : $"{stage}/{Name}";

    /// <summary>Reads a name, <c>int/2</c>.</summary>
    /// <param name="name">The arm and the round.</param>
    /// <exception cref="InterveneException">It is none.</exception>
    public static ArmRound Parse(string name) =>
        name.Split('/') is [var arm, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var round) && round > 1
            && Options.ArmOptions.IsName(arm)
            ? new ArmRound(arm, round)
            : throw new InterveneException($"\"{name}\" is no round: expected an arm and a number of 2 or more, e.g. int/2.");
}
