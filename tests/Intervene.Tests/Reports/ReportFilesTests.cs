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
            Assert.Equal(Figures.All(SampleReport.Full).Count + (2 * Tables.All(SampleReport.Full).Count), first.Count);
            ReportFiles.Write(SampleReport.Full, directory);
            Assert.Equal(first, Files(directory));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static SortedDictionary<string, string> Files(string directory) =>
        new(Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllText), StringComparer.Ordinal);
}
