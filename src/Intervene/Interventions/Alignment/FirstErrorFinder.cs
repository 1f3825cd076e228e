using System.Globalization;
using System.Text.RegularExpressions;
using Intervene.Interventions.Claims;
using Intervene.Interventions.Reading;

namespace Intervene.Interventions.Alignment;

/// <summary>Finds the first error of an attempt whose final answer is wrong by what it and a reference solution assert.</summary>
internal sealed partial class FirstErrorFinder
{
    /// <summary>A place less likely than this is no finding.</summary>
    private const double LeastProbability = 0.12;

    private readonly string _question;
    private readonly IReadOnlyList<string> _steps;
    private readonly ReferenceGraph _reference;
    private readonly AttemptGraph _attempt;
    private readonly IReadOnlyList<double[]> _signs;

    /// <summary>Reads an attempt beside a reference.</summary>
    /// <param name="question">The question.</param>
    /// <param name="solution">The reference solution.</param>
    /// <param name="gold">The gold answer, or null.</param>
    /// <param name="steps">The attempt's steps, at least one.</param>
    public FirstErrorFinder(string question, string solution, string? gold, IReadOnlyList<string> steps)
    {
        (_question, _steps) = (question, steps);
        _reference = ReferenceGraph.Read(question, solution);
        _attempt = AttemptGraph.Read(_reference, question, steps);
        _signs = SignReader.Read(question, solution, gold is null ? null : FinalAnswer.Last(gold), _attempt, steps);
    }

    /// <summary>The step of a false calculation where all stated before it holds; else the most likely step; null where none stands out.</summary>
    public FirstError? Find()
    {
        if (FirstFalseClaim.Find(_question, _steps) is { Location: { } location, Claim: { } claim, Unchecked.Count: 0 })
        {
            var said = Quoted(_steps[location - 1][claim.Start..claim.End]);
            return new FirstError(location, NextLine(location - 1), $"{said} is false, and what the steps before it state holds", Slip(location - 1));
        }

        var probabilities = FirstErrorModel.Probabilities(_signs);
        var step = Enumerable.Range(0, _steps.Count).MaxBy(i => probabilities[i]);
        var odds = string.Create(CultureInfo.InvariantCulture, $"probability {probabilities[step]:F2} among {_steps.Count} steps");
        return probabilities[step] < LeastProbability ? null : new FirstError(step + 1, NextLine(step), $"{Evidence(step)}; {odds}", Slip(step));
    }

    /// <summary>The first false claim of a step, unless the reference can tell that its calculation is the wrong one too.</summary>
    private Claim? Slip(int step)
    {
        var claim = ClaimReader.Read(_steps[step]).FirstOrDefault(static claim => claim.Asserted && claim.Truth == ClaimTruth.False);
        var assertion = _attempt.Assertions.FirstOrDefault(assertion =>
            assertion.Step == step && assertion.Start >= claim?.Start && assertion.End <= claim.End && !assertion.Holds);
        return assertion?.Calculation is null || _attempt.IsOfReference(assertion) ? claim : null;
    }

    /// <summary>What speaks for a step, the strongest first.</summary>
    private string Evidence(int step)
    {
        if (ClaimReader.Read(_steps[step]).FirstOrDefault(static claim => claim.Asserted && claim.Truth == ClaimTruth.False) is { } claim)
        {
            return $"{Quoted(_steps[step][claim.Start..claim.End])} is false";
        }

        var assertions = _attempt.Assertions;
        var unsupported = Enumerable.Range(0, assertions.Count).Where(_attempt.IsUnsupported).Select(i => assertions[i]).ToArray();
        if (unsupported.FirstOrDefault(assertion => assertion.Step == step) is { } here)
        {
            return $"{Quoted(_steps[step][here.Start..here.End])} stands nowhere in the reference, is no part of it and leads to no value of it";
        }

        if (unsupported.FirstOrDefault(assertion => assertion.Step > step) is { } later)
        {
            var quoted = Quoted(_steps[later.Step][later.Start..later.End]);
            var number = (later.Step + 1).ToString(CultureInfo.InvariantCulture);
            return $"no calculation here contradicts the reference, but step {number} works out {quoted}, which stands nowhere in it";
        }

        return "no calculation contradicts the reference; the place is judged by where the attempt leaves its values and where it argues";
    }

    /// <summary>
    /// Of the lines whose value the steps before a place have not stated and whose operands they or the question give, the one that shares most with
    /// the step: numbers, then words; the first of equals.
    /// </summary>
    private int NextLine(int step)
    {
        var before = _attempt.Assertions.Where(assertion => assertion.Step < step && assertion.Holds);
        var stated = before.Select(static assertion => assertion.Value).ToHashSet();
        var open = _reference.Assertions.Where(static assertion => assertion.IsCalculated).GroupBy(static assertion => assertion.Step)
            .Select(static line => line.Last()).Where(line => !stated.Contains(line.Value)).ToArray();
        var reached = open.Where(line => line.Operands.All(IsAtHand)).ToArray();
        var numbers = NumberReader.Read(_steps[step]).ToHashSet();
        var words = Words(_steps[step]);
        return (reached.Length > 0 ? reached : open).OrderByDescending(line => line.Operands.Distinct().Count(numbers.Contains))
            .ThenByDescending(line => Words(_reference.Lines[line.Step].Text).Count(words.Contains))
            .Select(static line => (int?)line.Step).FirstOrDefault() ?? _reference.Lines.Count;

        bool IsAtHand(Rational operand) =>
            stated.Contains(operand) || !_reference.Values.ContainsKey(operand) || _reference.Table.Given.ContainsKey(operand);
    }

    private static HashSet<string> Words(string text) =>
        [.. Word().Matches(text).Select(static match => match.Value.ToLowerInvariant())];

    private static string Quoted(string text) => $"\"{text.ReplaceLineEndings(" ").Trim()}\"";

    [GeneratedRegex("[A-Za-z]{4,}")]
    private static partial Regex Word();
}
