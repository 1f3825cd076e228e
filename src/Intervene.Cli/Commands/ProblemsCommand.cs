using System.CommandLine;
using Intervene.Cli.Output;
using Intervene.Options;
using Intervene.Problems.Layouts;
using Intervene.Problems.Overlap;
using Intervene.Problems.Presets;
using Intervene.Problems.Reading;
using Intervene.Problems.Rows;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene problems</c>: what sources of problems hold, what of it cannot be used, and why; before anything is sampled.</summary>
public static class ProblemsCommand
{
    /// <summary>The command, for the program's list.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Files, folders or patterns of problems; none lists the known sets.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var preset = new Option<string?>("--preset") { Description = "A known set, whose columns are used." };
        var split = new Option<string?>("--split") { Description = "Of a folder, the split." };
        var format = new Option<ProblemFileFormat>("--format")
        {
            Description = "The files' format; Auto: what they say themselves.",
            DefaultValueFactory = _ => ProblemFileFormat.Auto,
        };
        var question = Column("question", "The question's column, a path (a.b.0) or a text with columns in braces.");
        var answer = Column("answer", "The answer's column or path.");
        var solution = Column("solution", "The solution's column or path.");
        var id = Column("id", "The id's column or path.");
        var after = new Option<string?>("--answer-after") { Description = "The answer follows this text." };
        var boxed = new Option<bool>("--answer-in-box") { Description = "The answer stands in the last box." };
        var answers = new Option<AnswerList>("--answers")
        {
            Description = "What a list of different answers means: Any, All, First; Auto leaves it out.",
            DefaultValueFactory = _ => AnswerList.Auto,
        };
        var limit = new Option<int?>("--limit") { Description = "Rows read at most." };
        var against = new Option<string[]>("--against")
        {
            Description = "Benchmarks, as PATH or PRESET=PATH: lists the problems that share text with them.",
            AllowMultipleArgumentsPerToken = true,
        };
        var words = new Option<int>("--words")
        {
            Description = "Words in a row that count as shared text.",
            DefaultValueFactory = _ => BenchmarkIndex.DefaultWords,
        };
        var references = new Option<bool>("--references")
        {
            Description = "Also lists the problems whose worked solution contradicts their answer: it ends in another value and nowhere states it.",
        };
        var show = new Option<int>("--show") { Description = "Rows named of each reason.", DefaultValueFactory = _ => 5 };
        var strict = new Option<bool>("--strict") { Description = "Fail where any row is left out for a fault of the data." };
        var command = new Command("problems", "Look at files of problems: rows, columns, kinds of golds, what is unreadable and why.")
        {
            files, preset, split, format, question, answer, solution, id, after, boxed, answers, limit, against, words, references, show,
            strict,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(files) is not { Length: > 0 } paths)
            {
                ProblemsReport.Presets();
                return 0;
            }

            if (parsed.GetValue(words) < 1 || parsed.GetValue(limit) < 1 || parsed.GetValue(show) < 0)
            {
                throw new InterveneException("--words and --limit must be at least 1, --show at least 0.");
            }

            var query = new ProblemQuery
            {
                Path = "",
                Split = parsed.GetValue(split),
                Format = parsed.GetValue(format),
                Preset = parsed.GetValue(preset) is { } name ? ProblemPresets.Named(name) : null,
                Limit = parsed.GetValue(limit),
                Layout = new ProblemLayout
                {
                    Question = parsed.GetValue(question),
                    Answer = parsed.GetValue(answer),
                    Solution = parsed.GetValue(solution),
                    Id = parsed.GetValue(id),
                    AnswerAfter = parsed.GetValue(after),
                    AnswerInBox = parsed.GetValue(boxed),
                    Answers = parsed.GetValue(answers),
                },
            };
            return Look([.. paths.Select(path => query with { Path = path })], parsed.GetValue(against)
                ?? [], parsed.GetValue(words), parsed.GetValue(references), parsed.GetValue(show), parsed.GetValue(strict));
        });
        return command;
    }

    private static Option<string?> Column(string use, string description) => new($"--{use}") { Description = description };

    private static int Look(IReadOnlyList<ProblemQuery> queries, IReadOnlyList<string> against, int words, bool references, int show, bool strict)
    {
        var reads = new List<ProblemRead>();
        foreach (var query in queries)
        {
            reads.Add(ProblemFile.Read(query));
            ProblemsReport.Write(reads[^1], show);
            if (references)
            {
                ProblemsReport.References(reads[^1], show);
            }
        }

        var dropped = new DroppedRows();
        var problems = UniqueProblems.Of(reads, dropped);
        if (reads.Count > 1)
        {
            ProblemsReport.Together(reads, problems.Count, dropped, show);
        }

        foreach (var benchmark in against)
        {
            var parts = benchmark.Split('=', 2);
            var read = ProblemFile.Read(new ProblemQuery { Path = parts[^1], Preset = parts.Length > 1 ? ProblemPresets.Named(parts[0]) : null });
            var index = new BenchmarkIndex(words);
            foreach (var (problem, _) in read.Problems)
            {
                index.Add(read.Source, problem);
            }

            ProblemsReport.Overlap(read.Source, index.Count, words, [.. problems.Select(placed => (index.Find(placed.Problem), placed.Where))
                .Where(found => found.Item1 is not null)!], show);
        }

        return strict && dropped.Reasons.Any(reason => DropReasons.IsFault(reason.Reason))
            ? throw new InterveneException("Rows are left out for faults of the data, see above. Mend them, or leave out --strict.") : 0;
    }
}
