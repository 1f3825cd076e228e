using Intervene.Reports;
using Intervene.Reports.Content;
using Intervene.Reports.Drawing;

namespace Intervene.Tests.Reports;

public class ReportFilesTests
{
    [Fact]
    public void A_report_is_a_page_figures_and_tables_and_writing_it_again_changes_no_byte()
    {
        var directory = Directory.CreateTempSubdirectory("report").FullName;
        try
        {
            Assert.Equal(Path.Combine(directory, "09-report.html"), ReportFiles.Write(SampleReport.Full, directory));
            var first = Files(directory);
            Assert.Equal(Figures.All(SampleReport.Full).Count + (2 * Tables.All(SampleReport.Full).Count) + 2, first.Count); // and two lists of names
            ReportFiles.Write(SampleReport.Full, directory);
            Assert.Equal(first, Files(directory));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void What_a_report_has_no_more_is_removed_and_what_a_user_put_there_stays()
    {
        var directory = Directory.CreateTempSubdirectory("report").FullName;
        try
        {
            ReportTable Table(string name) => new()
            {
                Name = name,
                Title = name,
                Explanation = "",
                Columns = ["a"],
                Rows = [[new ReportCell.Words("b")]],
            };
            ReportFiles.WriteTables([Table("rounds"), Table("arms")], directory);
            File.WriteAllText(Path.Combine(directory, "tables", "mine.csv"), "mine");
            File.AppendAllText(Path.Combine(directory, "tables", ".written"), "../outside.csv\n");
            File.WriteAllText(Path.Combine(directory, "outside.csv"), "outside");
            ReportFiles.WriteTables([Table("arms")], directory);
            Assert.Equal([".written", "arms.csv", "arms.md", "mine.csv"],
                Directory.GetFiles(Path.Combine(directory, "tables")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            Assert.Equal("outside", File.ReadAllText(Path.Combine(directory, "outside.csv")));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static SortedDictionary<string, string> Files(string directory) =>
        new(Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllText), StringComparer.Ordinal);
}
