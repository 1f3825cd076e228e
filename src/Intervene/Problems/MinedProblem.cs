using System.Text.Json.Serialization;
using Intervene.Files;

namespace Intervene.Problems;

/// <summary>A line of <c>01-problems.jsonl</c>: a problem with the policy's success on it and the split it went to.</summary>
public sealed record MinedProblem : IJsonOnDeserialized
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 2;

    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>The problem.</summary>
    public required Problem Problem { get; init; }

    /// <summary>Rollouts sampled while mining that have a grade.</summary>
    public required int Attempts { get; init; }

    /// <summary>How many of them earned the reward, 0 … <see cref="Attempts"/>.</summary>
    public required int Correct { get; init; }

    /// <summary>All rollouts by verdict: how many had no answer, could not be read, were wrong, or could not be graded.</summary>
    public required IReadOnlyDictionary<string, int> Verdicts { get; init; }

    /// <summary>The split, or null for a problem that is neither hard nor in the easy sample.</summary>
    public ProblemSplit? Split { get; init; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        RecordRule.RequirePart("correct", Correct, "attempts", Attempts);
    }
}
