using System.Globalization;
using Intervene.Interventions;

namespace Intervene.Prompting;

/// <summary>What stands in a prompt's holes for one attempt.</summary>
public sealed record PromptHoles
{
    /// <summary>The names of all holes, those that differ between attempts at one problem last.</summary>
    public static IReadOnlyList<string> Names { get; } = ["problem", "reference", "answer", "steps", "attempt", "step_count", "guidance"];

    /// <summary>The problem's statement.</summary>
    public required string Problem { get; init; }

    /// <summary>The reference solution; null where there is none: a prompt that asks for it cannot be rendered.</summary>
    public string? Reference { get; init; }

    /// <summary>The gold answer; null where there is none.</summary>
    public string? Answer { get; init; }

    /// <summary>The numbered steps between their tags.</summary>
    public string Steps { get; init; } = "";

    /// <summary>The attempt's text between its tags, without numbers.</summary>
    public string Attempt { get; init; } = "";

    /// <summary>How many steps the attempt has.</summary>
    public int StepCount { get; init; }

    /// <summary>A teacher's words about the attempt, for the prompt that sorts errors.</summary>
    public string? Guidance { get; init; }

    /// <summary>The holes of a question whose attempt fits.</summary>
    /// <param name="question">The question.</param>
    /// <param name="attempt">Its attempt as <see cref="AttemptText"/> writes it.</param>
    /// <param name="guidance">A teacher's words, where the prompt has a hole for them.</param>
    public static PromptHoles Of(OracleQuestion question, AttemptText attempt, string? guidance = null) => new()
    {
        Problem = question.Question,
        Reference = string.IsNullOrWhiteSpace(question.ReferenceSolution) ? null : question.ReferenceSolution,
        Answer = question.Gold,
        Steps = attempt.Numbered,
        Attempt = attempt.Plain,
        StepCount = question.Steps.Count,
        Guidance = guidance,
    };

    /// <summary>The text of a hole; null where the question has none.</summary>
    internal string? this[string name] => name switch
    {
        "problem" => Problem.Trim(),
        "reference" => Reference?.Trim(),
        "answer" => Answer?.Trim(),
        "steps" => Steps,
        "attempt" => Attempt,
        "step_count" => StepCount.ToString(CultureInfo.InvariantCulture),
        "guidance" => Guidance?.Trim(),
        _ => null,
    };

    /// <summary>Whether a hole's text is the same for every attempt at a problem.</summary>
    internal static bool IsShared(string name) => name is "problem" or "reference" or "answer";
}
