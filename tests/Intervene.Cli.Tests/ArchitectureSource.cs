using System.Reflection;
using System.Xml.Linq;

namespace Intervene.Cli.Tests;

/// <summary>The repository as the architecture tests see it.</summary>
internal static class ArchitectureSource
{
    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The C# files under a folder with paths relative to the root and forward slashes; build outputs left out.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder = "src") =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(Root, file).Replace('\\', '/'), File: file))
            .Where(f => !f.Path.Contains("/obj/", StringComparison.Ordinal) && !f.Path.Contains("/bin/", StringComparison.Ordinal))
            .OrderBy(f => f.Path, StringComparer.Ordinal)
            .Select(f => (f.Path, File.ReadAllText(f.File)));

    /// <summary>The name of a project's assembly: its own name unless the project file says otherwise.</summary>
    public static string AssemblyName(string project) =>
        XDocument.Parse(Read($"src/{project}/{project}.csproj")).Descendants("AssemblyName").FirstOrDefault()?.Value ?? project;

    /// <summary>A project's assembly beside the tests.</summary>
    public static Assembly Assembly(string project)
    {
        var assembly = System.Reflection.Assembly.Load(AssemblyName(project));
        return assembly.GetName().Name == AssemblyName(project)
            ? assembly
            : throw new FileNotFoundException(
                $"{AssemblyName(project)} was asked for and {assembly.GetName().Name} was loaded: the names differ in case alone.");
    }

    /// <summary>The types that a project's sources declare; what compilers and generators add is left out.</summary>
    public static IEnumerable<Type> Types(string project) =>
        Assembly(project).GetTypes().Where(type => type.Namespace?.StartsWith("Intervene", StringComparison.Ordinal) == true);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Intervene.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException(
            $"No folder above {AppContext.BaseDirectory} holds Intervene.slnx; the architecture tests read the sources.");
    }
}
