using System.Globalization;
using Intervene.Interventions;
using Intervene.Problems.Layouts;
using Intervene.Problems.Overlap;
using Intervene.Problems.Presets;
using Intervene.Problems.Reading;
using Intervene.Problems.Rows;
using Intervene.Rewards;

namespace Intervene.Cli.Output;

/// <summary>What sources of problems hold, as lines of text.</summary>
internal static class ProblemsReport
{
    private const double MuchShared = 0.5;

    private const int Label = 10;

    /// <summary>Writes one source.</summary>
    public static void Write(ProblemRead read, int show)
    {
        Line("source", read.Files.Count == 1 ? read.Files[0] : $"{read.Source}: {read.Files.Count} files, {read.Files[0]} …");
        if (read.Preset is { } preset)
        {
            Line("set", $"{preset.Name}: {preset.Title}. {preset.Licence}; "
                + $"{preset.Home}{(preset.Untested is { } from ? $"; untested: its columns are those of {from}" : "")}");
        }

        Line("rows", $"{N(read.Rows)}: {N(read.Problems.Count)} problems, {N(read.Dropped.Count)} left out");
        var layout = read.Layout;
        foreach (var (use, column) in Uses(layout))
        {
            Line(use, column + (use != "answer" ? "" : layout.AnswerInBox ? ", in the last box" : layout.AnswerAfter is { } marker
                ? $", after {marker}" : ""));
        }

        var used = Uses(layout).SelectMany(use => ColumnText.Columns(use.Column))
            .Select(column => read.Columns.Any(known => known.Column == column) ? column : column.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        used.UnionWith(layout.Where.Select(filter => filter.Column));
        var unused = read.Columns.Where(column => !used.Contains(column.Column)).Select(column => $"{column.Column} ({N(column.Rows)})").ToList();
        if (unused.Count > 0)
        {
            Line("unused", string.Join(", ", unused.Take(30)) + (unused.Count > 30 ? $" and {unused.Count - 30} more" : ""));
        }

        if (read.Golds.Count > 0)
        {
            Line("golds", string.Join(", ", read.Golds.OrderByDescending(type => type.Value)
                .Select(type => $"{Words(type.Key.ToString())} {N(type.Value)}")));
        }

        foreach (var (use, column) in read.Absent)
        {
            Line("note", $"the set's column {column} is not here; the {use} is taken from a common name, where there is one");
        }

        if (read.CompletedGolds > 0)
        {
            Line("note", $"{N(read.CompletedGolds)} golds were cut within a brace; they are completed as the worked solutions have them");
        }

        if (read.SystemTurns > 0)
        {
            Line("note", $"{N(read.SystemTurns)} conversations begin with a system's turn, which is no part of the question; prompt.system gives "
                + $"one");
        }

        foreach (var defect in read.Preset?.Defects ?? [])
        {
            Line("known", defect);
        }

        LeftOut(read.Dropped, show);
        Console.Out.WriteLine();
    }

    /// <summary>Writes what several sources give together.</summary>
    public static void Together(IReadOnlyList<ProblemRead> reads, int problems, DroppedRows dropped, int show)
    {
        Line("together", $"{N(reads.Sum(read => read.Rows))} rows of {reads.Count} sources: {N(problems)} problems, {N(dropped.Count)} left out");
        var across = new DroppedRows();
        foreach (var (reason, count, first) in dropped.Reasons)
        {
            var before = reads.Sum(read => read.Dropped.CountOf(reason));
            foreach (var row in count > before ? first.Skip((int)Math.Min(before, DroppedRows.Named)) : [])
            {
                across.Add(row);
            }
        }

        LeftOut(across, show);
        Console.Out.WriteLine();
    }

    /// <summary>Writes the problems whose worked solution contradicts their answer.</summary>
    public static void References(ProblemRead read, int show)
    {
        var found = read.Problems.Where(placed => placed.Problem.ReferenceSolution is not null).Select(placed => (
            placed.Where, Fault: ReferenceContradiction.Of(placed.Problem.Answer, placed.Problem.ReferenceSolution!, AnswerGrader.Same)))
            .Where(placed => placed.Fault is not null).ToArray();
        var solutions = read.Problems.Count(placed => placed.Problem.ReferenceSolution is not null);
        Line("references", $"{N(solutions)} worked solutions, {N(found.Length)} of them contradict their answer");
        foreach (var (where, fault) in found.Take(show))
        {
            Console.Out.WriteLine(TerminalText.OneLine($"  {where}: {Cut(fault!)}"));
        }

        if (show > 0 && found.Length > show)
        {
            Console.Out.WriteLine($"  and {N(found.Length - show)} more");
        }

        Console.Out.WriteLine();
    }

    /// <summary>Writes the problems that share text with a benchmark.</summary>
    public static void Overlap(string benchmark, int count, int words, IReadOnlyList<(QuestionOverlap Overlap, string Where)> found, int show)
    {
        var much = found.Count(overlap => overlap.Overlap.Share >= MuchShared);
        Line("overlap", $"{N(found.Count)} problems share {words} words in a row with {benchmark} ({N(count)} problems); {N(much)} share half of "
            + $"the question or more");
        foreach (var (overlap, where) in found.OrderByDescending(overlap => overlap.Overlap.Share).Take(show))
        {
            Console.Out.WriteLine(TerminalText.OneLine(string.Create(CultureInfo.InvariantCulture, $"  {overlap.Share,5:P0} {where} and "
                + $"{overlap.BenchmarkId}: {Cut(overlap.Text)}")));
        }

        Console.Out.WriteLine();
    }

    /// <summary>Writes the known sets.</summary>
    public static void Presets()
    {
        var width = ProblemPresets.All.Max(preset => preset.Name.Length);
        foreach (var preset in ProblemPresets.All)
        {
            Console.Out.WriteLine($"{preset.Name.PadRight(width)}  {preset.Title}. {preset.Licence}; "
                + $"{preset.Home}{(preset.IsTested ? "" : " (untested)")}");
        }
    }

    private static IEnumerable<(string Use, string Column)> Uses(ProblemLayout layout)
    {
        return new[] { ("question", layout.Question), ("numbers", layout.Numbers), ("answer", layout.Answer), ("solution", layout.Solution),
            ("id", layout.Id) }
            .Where(use => !string.IsNullOrEmpty(use.Item2)).Select(use => (use.Item1, use.Item2!));
    }

    private static void LeftOut(DroppedRows dropped, int show)
    {
        foreach (var (reason, count, first) in dropped.Reasons)
        {
            Line("left out", $"{N(count)} {reason.Replace('_', ' ')}: {DropReasons.Explain(reason)}");
            foreach (var row in first.Take(show))
            {
                Console.Out.WriteLine(TerminalText.OneLine($"  {row.Where}{(row.Detail is null ? "" : ": " + Cut(row.Detail))}"));
            }

            if (show > 0 && count > show)
            {
                Console.Out.WriteLine($"  and {N(count - show)} more");
            }
        }
    }

    private static void Line(string label, string text) => Console.Out.WriteLine(TerminalText.OneLine($"{label.PadRight(Label)} {text}"));

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Words(string name) => name.ToLowerInvariant();

    private static string Cut(string text) => text.Length <= 160 ? text : text[..160] + "…";
}
