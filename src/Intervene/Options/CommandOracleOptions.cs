using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>A program of your own: an attempt a line in, what it found a line out.</summary>
public sealed record CommandOracleOptions : OracleOptions
{
    /// <summary>The program and its arguments; no shell reads them.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Seconds that a reply may take; then the program is ended, and started anew for the next question.</summary>
    [Range(0.001, 86_400)]
    public double Timeout { get; init; } = 30;

    /// <summary>A program has a name.</summary>
    public IEnumerable<string> Validate()
    {
        if (Command.Count == 0 || Command[0].Length == 0)
        {
            yield return "command is empty; expected a program and its arguments, e.g. [python3, checker.py].";
        }
    }
}
