using System.Globalization;
using Intervene.Evaluation;
using Intervene.Memorisation;
using Intervene.Problems;
using Intervene.Reports.Content;
using Intervene.Text;

namespace Intervene.Pipeline.Stages;

/// <summary>Whether policies repeat what they were trained on (paper, appendix L).</summary>
internal static class MemorisedSection
{
    private const int MostShown = 6; // traces side by side

    /// <summary>The section; null where no fine-tuned policy was evaluated, or nothing turns tokens into text.</summary>
    /// <param name="run">The run.</param>
    public static ReportSection? Of(RunView run)
    {
        if (run.Tokenizer is not { } tokenizer || run.Mined.Count == 0)
        {
            return null;
        }

        var trained = new List<TrainedTexts>();
        var rows = new List<SolvedTexts>();
        foreach (var texts in TrainedTexts.Of(run, tokenizer)) // one arm's at a time: they are the most memory that a report takes
        {
            var isControlled = texts.Steps.Count > 0 && trained.All(before => before.Steps.Count == 0);
            rows.AddRange(SolvedTexts.Of(run, texts, tokenizer, isControlled));
            texts.Release();
            trained.Add(texts);
        }

        if (rows.Count == 0)
        {
            return null;
        }

        return new ReportSection
        {
            Id = "memorised",
            Name = "Memorised?",
            Heading = "Do policies repeat what they were trained on?",
            Place = SectionPlace.Interventions,
            Blocks =
            [
                new ReportBlock.Paragraph("Right solutions of the evaluation beside the texts that fine-tuning cloned: how long a part stands in "
                    + "them word for word, and how many contain an intervention that was trained on. A policy that only repeats has long parts and "
                    + "many interventions on training problems, and neither on held-out ones."),
                new ReportBlock.Rows(Shares(rows, trained)),
                new ReportBlock.Rows(Overlaps(rows), IsFolded: true),
                .. SideBySide(run, rows, trained, tokenizer),
            ],
            Glossary =
            [
                new("normal form", "A text without blanks, case and marks of mathematics: two ways to write the same step are one."),
                new("longest overlap", "The longest part of a solution that stands, token by token, in a text that its policy was fine-tuned on."),
            ],
        };
    }

    private static ReportTable Shares(IReadOnlyList<SolvedTexts> rows, IReadOnlyList<TrainedTexts> trained) => new()
    {
        Name = "memorised",
        Title = "Solved problems whose solutions contain a trained intervention",
        Explanation = string.Create(CultureInfo.InvariantCulture, $"Of each solved problem the first {SolvedTexts.MostSamples} right samples are "
            + $"looked through; shares are of problems, intervals by problem. Of others are interventions that were written for another problem. "
            + $"Other arms stand there as controls: they never saw these interventions. The longest overlap is of the first right "
            + $"sample with the cloned "
            + $"texts: the median over problems, and the longest. {Left(trained)}"),
        Columns =
        [
            "Trained on", "Policy", "Problems", "Interventions", "Solved", "Contain one, exact", "Contain one, normalised", "Of others, normalised",
            "Right samples with one", "Median overlap, tokens", "Longest overlap, tokens", "Median share of the solution",
            "Longest overlap, characters",
        ],
        Rows =
        [
            .. rows.Select(row => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(row.Trained.Title), new ReportCell.Words(row.Policy), new ReportCell.Words(NameOf(row.Split)),
                new ReportCell.Count(row.Trained.Steps.Count), new ReportCell.Count(row.Contained.Solved),
                Share(row, row.Contained.Exact), Share(row, row.Contained.Normalised), Share(row, row.Contained.OfOthers),
                Share(row, row.Contained.OfSamples), new ReportCell.Count(Median(row.Problems.Select(problem => (long)problem.Tokens.Length))),
                new ReportCell.Count(row.Problems.Max(problem => problem.Tokens.Length)),
                new ReportCell.Share(Estimate.Of(
                    Median(row.Problems.Select(problem => 1000L * problem.Tokens.Length / Math.Max(1, problem.Length))) / 1000.0)),
                new ReportCell.Count(row.Problems.Max(problem => problem.Characters.Length)),
            ]),
        ],
    };

    private static ReportTable Overlaps(IReadOnlyList<SolvedTexts> rows) => new()
    {
        Name = "memorised-problems",
        Title = "Overlap with training text, problem by problem",
        Explanation = "The first right sample of every solved problem: its tokens, the longest part of them that stands in a cloned text, and "
            + "where that text is from. Where it parts from the base model's sample of the same number: the token, and the step of the base "
            + "model's attempt.",
        Columns =
        [
            "Trained on", "Policy", "Problem", "Sample", "Tokens", "Overlap, tokens", "Begins at token", "Overlap, characters",
            "Stands in the text of", "Parts at token", "Parts at step",
        ],
        Rows =
        [
            .. rows.SelectMany(row => row.Problems.Select(problem => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(row.Trained.Title), new ReportCell.Words(row.Policy), new ReportCell.Words(problem.ProblemId),
                new ReportCell.Count(problem.Sample), new ReportCell.Count(problem.Length), new ReportCell.Count(problem.Tokens.Length),
                new ReportCell.Count(problem.Tokens.Start), new ReportCell.Count(problem.Characters.Length),
                new ReportCell.Words(problem.Tokens.Text < 0 ? "" : row.Trained.Sources[problem.Tokens.Text]),
                Place(problem.Parting, parting => parting.Token), Place(problem.Parting, parting => parting.Step),
            ])),
        ],
    };

    /// <summary>Held-out traces of the last policy of the first trained arm beside the base model's.</summary>
    private static IEnumerable<ReportBlock> SideBySide(
        RunView run, IReadOnlyList<SolvedTexts> rows, IReadOnlyList<TrainedTexts> trained, Tokenizer tokenizer)
    {
        var own = rows.LastOrDefault(row => row.Trained == trained[0] && row.IsOwn && row.Split == ProblemSplit.HeldOut && row.Problems.Count > 0);
        if (own is null)
        {
            yield break;
        }

        var problems = run.ProblemsById();
        foreach (var problem in own.Problems.Where(problem => problem.Base is not null).Take(MostShown))
        {
            var (theirs, parting) = (problem.Base!, problem.Parting!.Value);
            var (first, second) = (Text(theirs.TokenIds), Text(problem.TokenIds));
            yield return new ReportBlock.SideBySide(
                problem.ProblemId,
                [
                    new("parts at", string.Create(CultureInfo.InvariantCulture, $"token {parting.Token}, step {parting.Step}")),
                    new("longest overlap", string.Create(
                        CultureInfo.InvariantCulture, $"{problem.Tokens.Length} of {problem.Length} tokens, {problem.Characters.Length} characters")),
                ],
                [
                    new ReportText
                    {
                        Title = "Base model", Text = first, Verdict = theirs.Verdict, Marks = [Mark(theirs.TokenIds, parting.Token, first)],
                    },
                    new ReportText
                    {
                        Title = own.Policy, Text = second, Verdict = Rewards.Verdicts.Correct, Marks = Marks(problem, parting, second),
                    },
                ],
                problems[problem.ProblemId].Question);
        }

        string Text(int[] tokens) => tokenizer.Decode(tokens, skipSpecialTokens: true);

        ReportMark Mark(int[] tokens, int token, string text) =>
            new(Math.Min(text.Length, Text(tokens[..Math.Min(token, tokens.Length)]).Length), 0, ReportMarkKind.Differs);

        // A place within a shared part would lie in another mark, and is told in words alone.
        IReadOnlyList<ReportMark> Marks(SolvedProblem problem, Parting parting, string text)
        {
            var place = Mark(problem.TokenIds, parting.Token, text);
            var part = problem.Characters;
            ReportMark[] shared = part.Length == 0 ? [] : [new ReportMark(part.Start, part.Length, ReportMarkKind.Trained)];
            return place.Start <= part.Start ? [place, .. shared] : place.Start >= part.Start + part.Length ? [.. shared, place] : shared;
        }
    }

    private static ReportCell Share(SolvedTexts row, Measure measure) => row.Trained.Steps.Count == 0 ? new ReportCell.Share(Estimate.Of(double.NaN))
        : new ReportCell.Share(Estimate.Of(measure));

    private static ReportCell Place(Parting? parting, Func<Parting, int> of) =>
        parting is { IsSame: false } place ? new ReportCell.Count(of(place)) : new ReportCell.Words("");

    private static string NameOf(ProblemSplit split) => split == ProblemSplit.Train ? "train" : "held out";

    private static string Left(IReadOnlyList<TrainedTexts> trained)
    {
        var (left, tooShort) = (trained.Sum(texts => texts.LeftOut), trained.Sum(texts => texts.Steps.TooShort));
        return (left == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{left} cloned texts are beyond what is compared. "))
            + (tooShort == 0 ? "" : string.Create(
                CultureInfo.InvariantCulture, $"{tooShort} interventions of less than {TrainedSteps.LeastLength} characters are not looked for."));
    }

    private static long Median(IEnumerable<long> values)
    {
        long[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }
}
