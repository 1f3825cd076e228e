using Intervene.Learning;
using Intervene.Options;

namespace Intervene.Pipeline.Tests.Runs;

public class FormatsPageMetricsTests
{
    [Fact]
    public void The_page_of_formats_names_every_metric_of_a_step()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Intervene.slnx")))
        {
            folder = folder.Parent;
        }

        var page = File.ReadAllText(Path.Combine(folder.FullName, "docs", "formats.md"));
        var all = new RlOptions { Kl = new() { Coefficient = 0.1 }, ImportanceCap = 2, Hints = new HintOptions.Pope(), Online = new() };
        Assert.Equal([], RlMetrics.Names(all).Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal)));
        Assert.All(
            typeof(RlMetricNames).GetFields().Select(field => (string)field.GetRawConstantValue()!),
            name => Assert.Contains(name, RlMetrics.Names(all)));
    }
}
