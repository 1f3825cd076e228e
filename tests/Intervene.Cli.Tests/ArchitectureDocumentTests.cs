using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Intervene.Cli.Tests;

/// <summary>What the documents say of commands and layers is what the program has.</summary>
public partial class ArchitectureDocumentTests
{
    [Theory]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("README.md")]
    [InlineData("docs/pipeline.md")]
    public void Every_stage_of_a_document_is_a_command(string document)
    {
        var stages = Stages(Existing(document));
        var commands = Commands();
        Assert.True(stages.Count > 0,
            $"{document} has no stage table: a table whose first column is headed 'verb', 'stage' or 'command' and names each in backticks.");
        Assert.True(stages.All(commands.Contains),
            $"{document} names {string.Join(", ", stages.Except(commands))}, which `intervene --help` does not; " +
            $"it has {string.Join(", ", commands)}.");
    }

    [Fact]
    public void The_architecture_names_the_layers_that_are_checked()
    {
        var line = ArchitectureTests.LayerLine;
        Assert.True(Existing("ARCHITECTURE.md").Contains(line, StringComparison.Ordinal),
            $"ARCHITECTURE.md does not hold the layers that are checked: {line}");
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/pipeline.md")]
    public void Links_between_documents_lead_somewhere(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(ArchitectureSource.Root, document))!;
        var broken = Link().Matches(Existing(document)).Select(m => m.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
                && !Path.Exists(Path.Combine(folder, target))).ToArray();
        Assert.True(broken.Length == 0, $"{document} links to what is not there: {string.Join(", ", broken)}");
    }

    private static string Existing(string document)
    {
        Assert.SkipUnless(File.Exists(Path.Combine(ArchitectureSource.Root, document)), $"{document} is not there.");
        return ArchitectureSource.Read(document);
    }

    /// <summary>The backticked first column of every table headed by a verb, stage or command.</summary>
    private static List<string> Stages(string document)
    {
        var stages = new List<string>();
        var inTable = false;
        foreach (var line in document.Split('\n'))
        {
            var cell = line.StartsWith('|') ? line.Split('|')[1].Trim() : null;
            inTable = cell is not null && (inTable || cell.Trim('*').ToLowerInvariant() is "verb" or "stage" or "command");
            if (inTable && Verb().Match(cell!) is { Success: true } verb)
            {
                stages.Add(verb.Groups[1].Value);
            }
        }

        return stages;
    }

    /// <summary>The commands that <c>intervene --help</c> lists.</summary>
    private static HashSet<string> Commands()
    {
        var program = Path.Combine(AppContext.BaseDirectory, ArchitectureSource.AssemblyName("Intervene.Cli") + ".dll");
        Assert.True(File.Exists(program), $"The program is not beside its tests: {program}");
        using var process = Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, "--help"])
        { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var help = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"intervene --help ended with {process.ExitCode}: {errors.Result}");
        var start = help.IndexOf("Commands:", StringComparison.Ordinal);
        Assert.SkipWhen(start < 0, "intervene --help lists no commands.");
        return [.. CommandLine().Matches(help[start..]).Select(m => m.Groups[1].Value)];
    }

    [GeneratedRegex(@"^`(?:intervene )?([a-z][a-z-]*)`")]
    private static partial Regex Verb();

    [GeneratedRegex(@"^  ([a-z][a-z-]*)\b", RegexOptions.Multiline)]
    private static partial Regex CommandLine();

    [GeneratedRegex(@"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
