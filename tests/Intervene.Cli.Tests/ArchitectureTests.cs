using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Intervene.Cli.Tests;

/// <summary>The rules of ARCHITECTURE.md that a machine can check.</summary>
public partial class ArchitectureTests
{
    private const int LongestFile = 400;

    /// <summary>The line inside Intervene: a namespace uses its own row and those before it.</summary>
    internal static readonly string[][] Line =
    [
        ["Runs", "Options", "Text"], ["Completions"], ["Statistics"], ["Problems"], ["Rollouts"], ["Steps"], ["Interventions"], ["Filtering"], ["Examples"], ["Evaluation"], ["Reports"],
    ];

    private static readonly string[] Projects = ["Intervene.Answers", "Intervene", "Intervene.Torch", "Intervene.Cli"];

    [Fact]
    public void Projects_reference_only_those_before_them()
    {
        for (var i = 0; i < Projects.Length; i++)
        {
            var later = References(Projects[i]).Intersect(Projects[i..].Select(ArchitectureSource.AssemblyName), StringComparer.Ordinal);
            Assert.True(!later.Any(), $"{Projects[i]} references {string.Join(", ", later)}; the line is {string.Join(" < ", Projects)}.");
        }
    }

    [Fact]
    public void Assembly_names_differ_by_more_than_case()
    {
        // The runtime and case-insensitive file systems take `intervene.dll` and `Intervene.dll` for one.
        var clashes = Projects.GroupBy(ArchitectureSource.AssemblyName, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => string.Join(" and ", group));
        Assert.True(!clashes.Any(), $"The assemblies of {string.Join("; ", clashes)} have names that differ in case alone; the program cannot load them.");
    }

    [Fact]
    public void Answers_needs_nothing_but_the_base_class_library()
    {
        Assert.All(References("Intervene.Answers"), name => Assert.True(name.StartsWith("System", StringComparison.Ordinal), $"Intervene.Answers references {name}."));
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
        var found = ArchitectureSource.Types("Intervene.Torch").Where(type => !callersSide.Contains(type.FullName)).SelectMany(ArchitectureDependencies.Methods)
            .Where(m => m.GetCustomAttribute<AsyncStateMachineAttribute>() is not null || m.GetCustomAttribute<AsyncIteratorStateMachineAttribute>() is not null)
            .Select(m => $"{m.DeclaringType}.{m.Name}").ToArray();
        Assert.True(found.Length == 0, $"async in Intervene.Torch, whose code runs on one thread per device: {string.Join(", ", found)}");
    }

    [Fact]
    public void Only_the_command_line_writes_to_the_console()
    {
        foreach (var project in Projects.Except(["Intervene.Cli"]))
        {
            Assert.True(!References(project).Contains("System.Console"), $"{project} uses System.Console; only Intervene.Cli prints. Return the message or throw.");
        }
    }

    [Fact]
    public void Namespaces_of_Intervene_use_only_those_before_them()
    {
        var faults = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in ArchitectureSource.Types("Intervene"))
        {
            var own = Rank(type);
            if (own < 0)
            {
                faults.Add($"{type.FullName} stands in no namespace of the line; place its namespace in ARCHITECTURE.md and in this test.");
                continue;
            }

            faults.UnionWith(ArchitectureDependencies.Of(type).Where(used => used.Assembly == type.Assembly && Rank(used) > own)
                .Select(used => $"{Outermost(type).FullName} ({Layer(type)}) uses {Outermost(used).FullName} ({Layer(used)}), which comes later in the line."));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void No_source_file_is_long()
    {
        var found = ArchitectureSource.Files().Select(f => (f.Path, Lines: f.Text.AsSpan().Count('\n'))).Where(f => f.Lines > LongestFile).Select(f => $"{f.Path} has {f.Lines} lines").ToArray();
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

        Assert.True(faults.Count == 0, $"One public type a file, under the file's name (enums may stand together in …Kinds.cs): {string.Join("; ", faults)}");
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

    private static HashSet<string> References(string project) =>
        [.. ArchitectureSource.Assembly(project).GetReferencedAssemblies().Select(name => name.Name!)];

    private static int Rank(Type type) => Array.FindIndex(Line, row => row.Contains(Layer(type)));

    private static string Layer(Type type) => (Outermost(type).Namespace ?? "").Split('.') is ["Intervene", var layer, ..] ? layer : "";

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|readonly|partial|unsafe|ref) )*(?<kind>class|record struct|record class|record|struct|interface|enum|delegate [^(]*?)\s+(?<name>\w+)\b(?=[\s<({;:]|$)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished();
}
