using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>A program of the user's that grades: a line <c>{"id","gold","response"}</c> in, a line <c>{"id","reward","verdict","reason"}</c>
/// out.</summary>
public sealed record CommandGraderOptions : GraderOptions
{
    /// <summary>The program and its arguments, run without a shell.</summary>
    public required IReadOnlyList<string> Run { get; init; }

    /// <summary>How long one answer may take.</summary>
    [Range(0.001, 86_400.0)]
    public double TimeoutSeconds { get; init; } = 30;

    /// <summary>How many of it run side by side.</summary>
    [Range(1, 1024)]
    public int Processes { get; init; } = 1;

    /// <summary>There is a program.</summary>
    public IEnumerable<string> Validate()
    {
        if (Run.Count == 0 || string.IsNullOrWhiteSpace(Run[0]))
        {
            yield return "run names no program; expected a list such as [python3, grade.py].";
        }
    }
}
