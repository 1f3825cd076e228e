namespace Intervene.Fuzzing;

/// <summary>A kind of input from outside, and what reads it.</summary>
public sealed record FuzzTarget
{
    /// <summary>What the command line calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Inputs that are well formed, see <see cref="RawText"/>.</summary>
    public required IReadOnlyList<string> Seeds { get; init; }

    /// <summary>What is put into them.</summary>
    public required IReadOnlyList<string> Pieces { get; init; }

    /// <summary>
    /// Reads an input and says what became of it, e.g. <c>read</c>. What it throws besides <see cref="InterveneException"/>, which is a refusal, is
    /// a failure.
    /// </summary>
    public required Func<string, string> Read { get; init; }
}
