using Intervene.Files;
using Intervene.Reports.Content;
using Intervene.Reports.Drawing;
using Intervene.Reports.Html;

namespace Intervene.Reports;

/// <summary>Writes a report into a run directory.</summary>
public static class ReportFiles
{
    /// <summary>The page's file name.</summary>
    public const string Page = "09-report.html";

    /// <summary>
    /// Writes <c>09-report.html</c>, <c>figures/*.svg</c>, <c>tables/*.csv</c> and <c>tables/*.md</c>, and texts for which the page has no room to
    /// <c>09-samples/*.json</c>. A file is replaced whole or not at all.
    /// </summary>
    /// <param name="data">The run.</param>
    /// <param name="directory">The run directory; made where it is missing.</param>
    /// <returns>The page's path.</returns>
    /// <exception cref="InterveneException">A file cannot be written.</exception>
    public static string Write(ReportData data, string directory)
    {
        Write(Figures.All(data), Tables.All(data), directory, isAll: true);
        var folder = Path.Combine(directory, ReadingShelf.Folder);
        var written = new HashSet<string>(StringComparer.Ordinal);
        var shelf = ReadingShelf.Fill(data.Readings, (name, text) => written.Add(Replace(Path.Combine(folder, name), text)));
        var page = Replace(Path.Combine(directory, Page), HtmlReport.Render(data, shelf));
        RemoveOthers(folder, written);
        return page;
    }

    /// <summary>Removes the side files of an earlier report that had more of them.</summary>
    private static void RemoveOthers(string folder, HashSet<string> written)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        IoFault.Guard(folder, "clear", () =>
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.json")
                .Where(file => ReadingShelf.IsFile(Path.GetFileName(file)) && !written.Contains(file)).ToList())
            {
                File.Delete(file);
            }

            if (written.Count == 0 && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        });
    }

    /// <summary>Writes the figures and tables of what interventions are like, and nothing else of the report.</summary>
    /// <param name="data">The run.</param>
    /// <param name="directory">The run directory.</param>
    /// <returns>The tables that have rows.</returns>
    /// <exception cref="InterveneException">A file cannot be written.</exception>
    public static IReadOnlyList<ReportTable> WriteAnalyses(ReportData data, string directory)
    {
        ReportTable[] tables =
        [
            .. AnalysisTables.All(data),
            .. data.Sections.Where(section => section.Place == SectionPlace.Interventions).SelectMany(section => section.Blocks)
                .OfType<ReportBlock.Rows>().Select(rows => rows.Table),
        ];
        Write(AnalysisFigures.All(data), tables, directory);
        return [.. tables.Where(table => table.Rows.Count > 0)];
    }

    /// <summary>Writes tables as <c>tables/*.csv</c> and <c>tables/*.md</c>.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="directory">The folder above.</param>
    /// <exception cref="InterveneException">A file cannot be written.</exception>
    public static void WriteTables(IReadOnlyList<ReportTable> tables, string directory) => Write([], tables, directory, isAll: true);

    /// <summary>Writes figures and tables into their folders.</summary>
    /// <param name="figures">The figures.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="directory">The folder above.</param>
    /// <param name="isAll">Whether these are all that there is to show: those of an earlier report are removed.</param>
    internal static void Write(IReadOnlyList<Figure> figures, IReadOnlyList<ReportTable> tables, string directory, bool isAll = false)
    {
        Fill("figures", [.. figures.Select(figure => (figure.Name + ".svg", figure.ToSvg()))]);
        Fill("tables",
        [
            .. tables.Select(table => (table.Name + ".csv", table.ToCsv())),
            .. tables.Where(table => !table.IsData).Select(table => (table.Name + ".md", table.ToMarkdown())),
        ]);

        void Fill(string name, IReadOnlyList<(string Name, string Text)> files)
        {
            var folder = Path.Combine(directory, name);
            var list = WrittenNames.In(folder);
            foreach (var file in files)
            {
                list.Add(file.Name);
                Replace(Path.Combine(folder, file.Name), file.Text);
            }

            if (isAll)
            {
                list.RemoveOthers(files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal));
            }

            list.Save();
        }
    }

    /// <summary>Writes a file whole or not at all; returns its path.</summary>
    internal static string Replace(string path, string text)
    {
        AtomicFile.Write(path, text);
        return path;
    }
}
