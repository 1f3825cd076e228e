namespace Intervene.Answers.Tests;

/// <summary>The namespaces of the library form a line: each uses only those before it.</summary>
public class NamespaceTests
{
    private static readonly string[] Line = ["Numbers", "Latex", "Algebra", "Comparison", "Extraction", "Expressions"];

    [Fact]
    public void A_namespace_uses_only_those_before_it()
    {
        var source = Repository.File("src", "Intervene.Answers");
        var faults = Line.SelectMany((name, place) => Directory.EnumerateFiles(Path.Combine(source, name), "*.cs")
            .SelectMany(file => Line.Skip(place + 1).Where(later => File.ReadAllText(file)
            .Contains($"Intervene.Answers.{later}", StringComparison.Ordinal)).Select(later => $"{name}/{Path.GetFileName(file)} uses {later}")));
        Assert.Empty(faults);
    }

    [Fact]
    public void Every_folder_stands_in_the_line()
    {
        var folders = Directory.EnumerateDirectories(Repository.File("src", "Intervene.Answers")).Select(Path.GetFileName)
            .Where(static name => name is not ("bin" or "obj"));
        Assert.Equal(Line.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }
}
