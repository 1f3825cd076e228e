using Intervene.Problems;
using Intervene.Reports.Content;

namespace Intervene.Tests.Reports;

/// <summary>Made-up problems with something to read.</summary>
internal static class ProblemReport
{
    public static ReportData WithMathematics { get; } = SampleReport.Full with
    {
        Policies = ["Base model", "InT, after RL"],
        Problems = [Row("p1", "What is $x^2$ for $x = 3$?"), Row("p2", "What is it?")],
        Readings = [Reading("p1", "What is $x^2$ for $x = 3$?"), Reading("p2", "What is it?")],
    };

    public static ReportProblem Row(string id, string text) => new()
    {
        Problem = new Problem { Id = id, Question = text, Answer = text, Source = text },
        Split = ProblemSplit.Train,
        Mined = new(0, 32),
        Attempts = 4,
        Proposed = 2,
        Working = 1,
        Kept = 1,
        Policies = [new(0, 16), new(7, 16)],
    };

    public static ProblemReading Reading(string id, string text) => new()
    {
        Id = id,
        Question = text,
        Answers = [text, text],
        Reference = text,
        Attempts =
        [
            new AttemptReading
            {
                Sample = 0, Steps = [text, text], Verdict = text, Why = text, Tokens = 17, Proposals =
                [
                    new ProposalReading
                    {
                        Oracle = text, Location = 2, Content = text, Note = text, Outcome = "kept", Arms = [new(text, 3, 16)],
                        Continuations = [Sample(text)],
                    },
                    new ProposalReading { Oracle = text, Refusal = text },
                ],
            },
        ],
        Samples = [Sample(text), Sample(text) with { Text = null }],
    };

    private static SampleReading Sample(string text) => new() { Title = text, Sample = 1, Text = text, Verdict = text, Why = text, Tokens = 1 };
}
