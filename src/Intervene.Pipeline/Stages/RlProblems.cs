using Intervene.Completions;
using Intervene.Examples;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Problems;

namespace Intervene.Pipeline.Stages;

/// <summary>
/// What an arm's reinforcement learning trains on: the hard training problems, easier ones where the recipe adds them, and their prompts with hints.
/// </summary>
internal static class RlProblems
{
    /// <summary>The artifacts that they are made of, beside an arm's own.</summary>
    public static IReadOnlyList<string> ReadsOf(RlOptions options) =>
        options.Hints is { Rewritten: true } ? [StageList.Problems, StageList.Rollouts, StageList.Steps] : [StageList.Problems];

    /// <summary>The problems of an arm.</summary>
    /// <exception cref="InterveneException">Hints are asked for and no problem has a solution, or too few easier problems were mined.</exception>
    public static IReadOnlyList<RlProblem> Of(StageContext context, ArmOptions arm)
    {
        var run = context.Run.Whole;
        var options = run.Options.RlOf(arm);
        var patched = ExamplesStage.ReadAll(context.Run, arm).Select(example => example.ProblemId).ToHashSet(StringComparer.Ordinal);
        Problem[] problems = [.. run.MinedOf(ProblemSplit.Train).Select(mined => mined.Problem), .. Easier(context, arm, options.Problems)];
        var guided = options.Hints is { } hints ? Guided(context, arm, hints, problems) : _ => [];
        return [.. problems.Select(problem => new RlProblem(
            problem.Id, run.Prompts.Encode(problem.Question), patched.Contains(problem.Id)) { Guided = guided(problem) })];
    }

    /// <summary>Problems that the base model solves sometimes, outside the easy split that is measured (paper, Table 2).</summary>
    private static IReadOnlyList<Problem> Easier(StageContext context, ArmOptions arm, RlProblemsOptions options)
    {
        if (options.Easier == 0)
        {
            return [];
        }

        var run = context.Run.Whole;
        Problem[] fit =
        [
            .. run.Mined.Where(mined => IsEasier(mined, options))
                .Select(mined => mined.Problem).OrderBy(problem => RandomKey.Of(run.Options.Seed, "rl/easier", problem.Id).Uniform(0, 0))
                    .ThenBy(problem => problem.Id, StringComparer.Ordinal),
        ];
        context.Say($"{Math.Min(options.Easier, fit.Length)} easier problems are trained on beside the hard ones, of {fit.Length} that mining found");
        return fit.Length > 0 ? fit[..Math.Min(options.Easier, fit.Length)] : throw new InterveneException(NoneEasier(arm, options));
    }

    /// <summary>Whether a mined problem may be trained on beside the hard ones.</summary>
    public static bool IsEasier(MinedProblem mined, RlProblemsOptions options) => mined.Split is null && mined.Correct > 0
        && mined.Correct >= options.LeastRate * mined.Attempts && mined.Correct <= options.MostRate * mined.Attempts;

    /// <summary>What is said where there is none.</summary>
    public static string NoneEasier(ArmOptions arm, RlProblemsOptions options) =>
        $"arm {arm.Name}: rl.problems.easier is {options.Easier}, and mining found no problem outside the splits that the base model "
        + $"solves in {options.LeastRate:P0} to {options.MostRate:P0} of its attempts. "
        + "Add easier sources to problems, lower mine.easy_problems, or leave it out.";

    /// <summary>A problem's prompts with one, two, … lines of its solution, all but the last.</summary>
    private static Func<Problem, IReadOnlyList<int[]>> Guided(StageContext context, ArmOptions arm, HintOptions hints, Problem[] problems)
    {
        var run = context.Run.Whole;
        var attempts = hints.Rewritten ? AttemptSteps.Read(run) : null;
        var separator = hints.Rewritten ? run.Options.Split.Separator : "\n";
        var place = hints.Place ?? (hints is HintOptions.Questa or HintOptions.Pope ? HintPlace.Prompt : HintPlace.Response);
        var (without, oneLine, tooLong) = (0, 0, 0);
        var guided = problems.ToDictionary(problem => problem.Id, Of, StringComparer.Ordinal);
        (int Count, string What)[] counts =
        [
            (without, "have no solution"), (oneLine, "have one of a single line"),
            (tooLong, $"have one that the model's context of {run.Config.ContextLength} does not hold"),
        ];
        var told = string.Join(", ", counts.Where(one => one.Count > 0).Select(one => $"{one.Count} {one.What}"));
        if (without + oneLine + tooLong == problems.Length)
        {
            throw new InterveneException($"arm {arm.Name}: hints reveal solutions line by line, and none of {problems.Length} problems has a hint: "
                + $"{told}. Name their column in problems.columns.solution, take solutions of more lines, or leave rl.hints out.");
        }

        if (told.Length > 0)
        {
            context.Say($"of {problems.Length} problems {told}: they are trained on without hints");
        }

        return problem => guided[problem.Id];

        IReadOnlyList<int[]> Of(Problem problem)
        {
            if (string.IsNullOrWhiteSpace(problem.ReferenceSolution))
            {
                without++;
                return [];
            }

            var lines = attempts is not null ? OwnNotation.Lines(problem.ReferenceSolution, problem.Answer, attempts.Of(problem.Id))
                : [.. problem.ReferenceSolution.ReplaceLineEndings("\n").Split('\n').Where(line => line.Trim().Length > 0)];
            if (lines.Count < 2)
            {
                oneLine++;
                return [];
            }

            if (Prompt(problem, string.Join(separator, lines.Take(lines.Count - 1))).Length >= run.Config.ContextLength)
            {
                tooLong++;
                return [];
            }

            return [.. Enumerable.Range(1, lines.Count - 1).Select(count => Prompt(problem, string.Join(separator, lines.Take(count))))];
        }

        int[] Prompt(Problem problem, string hint) => place == HintPlace.Prompt
            ? run.Prompts.Encode(hints.Fill(problem.Question, hint))
            : [.. run.Prompts.Encode(problem.Question), .. run.Tokenizer.EncodeText(hint + separator)];
    }
}
