using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Intervene.Cli.Tests;

/// <summary>The rules of ARCHITECTURE.md that a machine can check.</summary>
public partial class ArchitectureTests
{
    private const int LongestFile = 400;

    /// <summary>The projects in their layers: a project references those of the rows before its own.</summary>
    internal static readonly string[][] Layers =
    [
        ["Intervene.Answers"], ["Intervene"], ["Intervene.Pipeline"],
        ["Intervene.Remote", "Intervene.Torch"], ["Intervene.Serving"], ["Intervene.Cli"],
    ];

    private static readonly string[] Projects = [.. Layers.SelectMany(layer => layer)];

    [Fact]
    public void Projects_reference_only_those_before_them()
    {
        foreach (var (i, layer) in Layers.Index())
        {
            var later = Layers[i..].SelectMany(row => row).Select(ArchitectureSource.AssemblyName).ToArray();
            foreach (var project in layer)
            {
                var found = References(project).Intersect(later.Except([ArchitectureSource.AssemblyName(project)]), StringComparer.Ordinal).ToArray();
                Assert.True(found.Length == 0, $"{project} references {string.Join(", ", found)}; the layers are {LayerLine}.");
            }
        }
    }

    [Fact]
    public void Assembly_names_differ_by_more_than_case()
    {
        // The runtime and case-insensitive file systems take `intervene.dll` and `Intervene.dll` for one.
        var clashes = Projects.GroupBy(ArchitectureSource.AssemblyName, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1).Select(group => string.Join(" and ", group));
        Assert.True(
            !clashes.Any(), $"The assemblies of {string.Join("; ", clashes)} have names that differ in case alone; the program cannot load them.");
    }

    [Fact]
    public void Answers_needs_nothing_but_the_base_class_library()
    {
        Assert.All(References("Intervene.Answers"),
            name => Assert.True(name.StartsWith("System", StringComparison.Ordinal), $"Intervene.Answers references {name}."));
        var project = ArchitectureSource.Read("src/Intervene.Answers/Intervene.Answers.csproj");
        Assert.DoesNotContain("Reference Include", project, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_Torch_sees_TorchSharp()
    {
        foreach (var project in Projects.Except(["Intervene.Torch"]))
        {
            Assert.True(!References(project).Contains("TorchSharp"), $"{project} uses TorchSharp; only Intervene.Torch may.");
        }
    }

    [Fact]
    public void Torch_code_is_synchronous()
    {
        string[] callersSide = ["Intervene.Torch.Engine.LocalEngine"]; // awaits channels on its callers' threads, and touches no tensor there
        var found = ArchitectureSource.Types("Intervene.Torch")
            .Where(type => !callersSide.Contains(type.FullName)).SelectMany(ArchitectureDependencies.Methods)
            .Where(m => m.GetCustomAttribute<AsyncStateMachineAttribute>() is not null
                || m.GetCustomAttribute<AsyncIteratorStateMachineAttribute>() is not null)
            .Select(m => $"{m.DeclaringType}.{m.Name}").ToArray();
        Assert.True(found.Length == 0, $"async in Intervene.Torch, whose code runs on one thread per device: {string.Join(", ", found)}");
    }

    [Fact]
    public void Only_the_command_line_writes_to_the_console()
    {
        foreach (var project in Projects.Except(["Intervene.Cli"]))
        {
            Assert.True(!References(project).Contains("System.Console"),
                $"{project} uses System.Console; only Intervene.Cli prints. Return the message or throw.");
        }
    }

    /// <summary>Prints the graph too: run this test alone with <c>-showLiveOutput</c>.</summary>
    [Fact]
    public void No_namespace_uses_one_that_uses_it_at_any_depth()
    {
        var faults = new List<string>();
        foreach (var project in Projects)
        {
            foreach (var graph in NamespaceGraph.Of(ArchitectureSource.Types(project)))
            {
                TestContext.Current.TestOutputHelper?.WriteLine(graph.ToString());
                faults.AddRange(graph.Circles());
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void No_source_file_is_long()
    {
        var found = ArchitectureSource.Files().Select(f => (f.Path, Lines: f.Text.AsSpan().Count('\n')))
            .Where(f => f.Lines > LongestFile).Select(f => $"{f.Path} has {f.Lines} lines").ToArray();
        Assert.True(found.Length == 0, $"Files have at most {LongestFile} lines; split by responsibility: {string.Join(", ", found)}");
    }

    [Fact]
    public void A_file_holds_one_public_type_and_has_its_name()
    {
        var faults = new List<string>();
        foreach (var (path, text) in ArchitectureSource.Files())
        {
            var types = PublicType().Matches(text).Select(m => (Kind: m.Groups["kind"].Value, Name: m.Groups["name"].Value)).ToArray();
            if (types.Length > 1 && types.All(t => t.Kind == "enum") && path.EndsWith("Kinds.cs", StringComparison.Ordinal))
            {
                continue;
            }

            // A generic type's file may name the parameter: Cache{T}.cs.
            var name = Path.GetFileNameWithoutExtension(path).Split('{')[0];
            if (types.Length > 1 || (types.Length == 1 && types[0].Name != name))
            {
                faults.Add($"{path} declares {string.Join(", ", types.Select(t => t.Name))}");
            }
        }

        Assert.True(
            faults.Count == 0, $"One public type a file, under the file's name (enums may stand together in …Kinds.cs): {string.Join("; ", faults)}");
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var faults = new List<string>();
        foreach (var (path, text) in ArchitectureSource.Files())
        {
            var expected = Path.GetDirectoryName(path)!.Replace('\\', '/')["src/".Length..].Replace('/', '.');
            var found = Namespace().Match(text);
            if (found.Success && found.Groups[1].Value != expected)
            {
                faults.Add($"{path} has namespace {found.Groups[1].Value}, expected {expected}");
            }
        }

        Assert.True(faults.Count == 0, string.Join("; ", faults));
    }

    [Fact]
    public void Sources_leave_nothing_for_later()
    {
        var found = ArchitectureSource.Files().Where(f => Unfinished().IsMatch(f.Text)).Select(f => f.Path).ToArray();
        Assert.True(found.Length == 0, $"Unfinished work is marked in {string.Join(", ", found)}; finish it or file an issue.");
    }

    [Fact]
    public void Documents_from_outside_are_parsed_where_their_texts_are_checked()
    {
        string[] own = ["JsonText.cs", "Text/JsonFile.cs", "Models/RequestFields.cs", "Hosting/JsonBody.cs"];
        var found = ArchitectureSource.Files()
            .Where(f => f.Text.Contains("JsonDocument.Parse", StringComparison.Ordinal) && f.Path.Contains("src/", StringComparison.Ordinal)
                && !own.Any(name => f.Path.EndsWith(name, StringComparison.Ordinal)))
            .Select(f => f.Path).ToArray();
        Assert.True(found.Length == 0, $"JsonDocument.Parse is in {string.Join(", ", found)}; JsonText.Document refuses what is no text.");
    }

    /// <summary>The one rule of <c>dotnet format</c> that neither its whitespace check nor the build's analyzers know.</summary>
    [Fact]
    public void Usings_stand_in_order()
    {
        var faults = new List<string>();
        foreach (var (path, text) in ((string[])["src", "tests", "bench", "examples"]).SelectMany(ArchitectureSource.Files))
        {
            var head = Namespace().Match(text) is { Success: true } found ? text[..found.Index] : text;
            var places = Using().Matches(head).Select(PlaceOf).ToArray();
            if (!places.SequenceEqual(places.Order(StringComparer.Ordinal)))
            {
                faults.Add(path);
            }
        }

        Assert.True(faults.Count == 0, $"Usings out of order, System's come first: {string.Join(", ", faults)}. Run 'dotnet format'.");

        // Namespaces before static ones before aliases, System before others, then by name, part by part.
        static string PlaceOf(Match line)
        {
            var (kind, name) = (line.Groups["kind"].Value, line.Groups["name"].Value);
            var rank = kind.Length > 0 ? 1 : line.Groups["alias"].Length > 0 ? 2 : 0;
            return $"{rank}{(rank < 2 && name.Split('.')[0] == "System" ? 0 : 1)}{name.Replace('.', '\u0001').ToUpperInvariant()}";
        }
    }

    /// <summary>The layers as ARCHITECTURE.md writes them.</summary>
    internal static string LayerLine => string.Join(" < ", Layers.Select(layer => string.Join(", ", layer)));

    private static HashSet<string> References(string project) =>
        [.. ArchitectureSource.Assembly(project).GetReferencedAssemblies().Select(name => name.Name!)];

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|readonly|partial|unsafe|ref) )*(?<kind>class|record struct|record " +
        @"class|record|struct|interface|enum|delegate [^(]*?)\s+(?<name>\w+)\b(?=[\s<({;:]|$)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^using (?<kind>static )?(?<name>[\w.]+)(?<alias> =[^;]*)?;", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished();
}
