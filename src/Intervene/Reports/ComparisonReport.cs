using System.Globalization;
using Intervene.Files;
using Intervene.Problems;
using Intervene.Reports.Content;
using Intervene.Reports.Drawing;
using Intervene.Reports.Html;

namespace Intervene.Reports;

/// <summary>Runs of one recipe under several seeds, side by side: means, and bands from the smallest run to the largest.</summary>
public static class ComparisonReport
{
    /// <summary>The page's file name.</summary>
    public const string Page = "compare.html";

    /// <summary>Refuses a folder that is neither new nor an earlier comparison's: its figures and tables would be overwritten.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="InterveneException">It holds something else, or its name is empty or a file's.</exception>
    public static void RequireOwn(string directory)
    {
        if (string.IsNullOrWhiteSpace(directory) || File.Exists(directory))
        {
            throw new InterveneException($"--out {directory}: it is {(File.Exists(directory) ? "a file" : "empty")}; expected the name of a folder.");
        }

        HomePath.Refuse("--out", directory);
        string[] own = [Page, "figures", "tables"];
        var names = Directory.Exists(directory)
            ? Directory.EnumerateFileSystemEntries(directory).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal).ToArray() : [];
        if (names.Length > 0 && (!names.Contains(Page) || names.Any(name => !own.Contains(name))))
        {
            throw new InterveneException(
                $"{directory}: the folder holds {names.First(name => name != Page)} and is no comparison's, so nothing is written there; name " +
                $"one that is new, empty or holds an earlier comparison alone.");
        }
    }

    /// <summary>Writes <c>compare.html</c>, <c>figures/*.svg</c> and <c>tables/*</c>.</summary>
    /// <param name="runs">At least two runs.</param>
    /// <param name="directory">Where to; made where it is missing.</param>
    /// <returns>The page's path.</returns>
    public static string Write(IReadOnlyList<ComparedRun> runs, string directory)
    {
        var data = Merged(runs);
        ReportTable summary = Summary(data, runs), each = EachRun(runs);
        ReportFiles.Write([.. PassAtK(data, file: true), .. Training(data, runs, file: true)], [summary, each], directory, isAll: true);
        return ReportFiles.Replace(Path.Combine(directory, Page), Render(data, runs, summary, each));
    }

    /// <summary>The least and the greatest pass@k of every policy, over the runs.</summary>
    /// <param name="runs">The runs.</param>
    public static ReportTable Summary(IReadOnlyList<ComparedRun> runs) => Summary(Merged(runs), runs);

    private static ReportTable Summary(ReportData data, IReadOnlyList<ComparedRun> runs) => Tables.Summary(data) with
    {
        Title = $"Problems solved, by policy: {runs.Count} runs{Fewer(runs)}",
        Explanation =
            "The mean over the runs, and in brackets the smallest and the largest run. Train problems were seen in training, held-out ones never; " +
            "both "
            + "are hard. Easy problems show what training forgot.",
    };

    /// <summary>The policies that not every run has, with how many do.</summary>
    private static string Fewer(IReadOnlyList<ComparedRun> runs)
    {
        var fewer = runs.SelectMany(run => run.PassAtK.Select(curve => SeriesNames.Of(curve.Arm, curve.Policy)).Distinct()).CountBy(name => name)
            .Where(policy => policy.Value < runs.Count)
            .Select(policy => string.Create(CultureInfo.InvariantCulture, $"{policy.Key} in {policy.Value} of them")).ToList();
        return fewer.Count == 0 ? "" : $" ({string.Join("; ", fewer)})";
    }

    private static ReportTable EachRun(IReadOnlyList<ComparedRun> runs)
    {
        var tables = runs.Select(run => (Run: run, Table: Tables.Summary(new ReportData { Title = run.Name, PassAtK = run.PassAtK }))).ToArray();
        return new ReportTable
        {
            Name = "runs",
            Title = "Each run",
            Explanation = "Intervals are 95 % over the run's problems.",
            Columns = ["Run", "Seed", .. tables[0].Table.Columns],
            Rows = [.. tables.SelectMany(pair => pair.Table.Rows.Select(row => (IReadOnlyList<ReportCell>)
                [new ReportCell.Words(pair.Run.Name), new ReportCell.Words(pair.Run.Seed.ToString(CultureInfo.InvariantCulture)), .. row]))],
        };
    }

    private static string Render(ReportData data, IReadOnlyList<ComparedRun> runs, ReportTable summary, ReportTable each)
    {
        var page = HtmlReport.Open(data.Title);
        page.Raw("<header>\n").Element("p", "Interventional training", "kicker")
            .Element("h1", data.Title).Element("p", data.Subtitle, "lead").Raw("</header>\n<main>\n");
        page.Section("results", "What training bought").Table(summary).Raw("<figure>\n");
        ResultSections.Legend(
            page, [.. SeriesNames.Distinct(data.PassAtK).Select(c => Figures.Line(c, SeriesNames.Arms(data))).DistinctBy(s => s.Label)]);
        page.Raw("<div class=\"panels\">\n");
        foreach (var figure in PassAtK(data, file: false))
        {
            page.Raw(figure.ToInline());
        }

        page.Raw("</div>\n").Element("figcaption", "Lines are means over the runs; bands go from the smallest run to the largest.")
            .Raw("</figure>\n").EndSection();
        page.Section("training", "How reinforcement learning went").Raw("<figure>\n");
        ResultSections.Legend(page, [.. SeriesNames.Arms(data).Select((arm, i) => new Series
        {
            Label = arm,
            Colour = ChartStyle.Colour(i),
            Points = [],
        })]);
        page.Raw("<div class=\"panels two\">\n");
        foreach (var figure in Training(data, runs, file: false))
        {
            page.Raw(figure.ToInline());
        }

        page.Raw("</div>\n").Element(
            "figcaption", "Long curves are moving averages of each run; lines are their means, bands go from the smallest run to the largest.");
        page.Raw("</figure>\n").EndSection().Section("run", "The runs").Table(each).EndSection();
        return page.Raw("</main>\n</body>\n</html>\n").ToString();
    }

    private static ReportData Merged(IReadOnlyList<ComparedRun> runs) => new()
    {
        Title = $"{runs.Count.ToString(CultureInfo.InvariantCulture)} runs compared",
        Subtitle = string.Join(", ", runs.Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.Name} (seed {run.Seed})"))),
        PassAtK = SeedSpread.PassAtK(runs),
        Training = runs[0].Training,
    };

    private static IEnumerable<Figure> PassAtK(ReportData data, bool file) =>
        Enum.GetValues<ProblemSplit>().Select(split => Figures.PassAtK(data, split, file)).OfType<Figure>();

    private static IEnumerable<Figure> Training(ReportData data, IReadOnlyList<ComparedRun> runs, bool file)
    {
        var arms = SeriesNames.Arms(data);
        return Enum.GetValues<TrainingMetric>().Select(metric => Figures.TrainingCurves(metric, file, [.. arms.Select((arm, i) => new Series
        {
            Label = arm,
            Colour = ChartStyle.Colour(i),
            Points = SeedSpread.Training(runs, arm, point => Figures.Value(point, metric)),
        })])).OfType<Figure>();
    }
}
