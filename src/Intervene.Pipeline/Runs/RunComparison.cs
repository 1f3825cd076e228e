using Intervene.Files;
using Intervene.Pipeline.Recipes;
using YamlDotNet.RepresentationModel;

namespace Intervene.Pipeline.Runs;

/// <summary>Tells where the options of two runs differ.</summary>
public static class RunComparison
{
    private const int MostShown = 20;

    /// <summary>Refuses to compare runs that differ in more than their seed.</summary>
    /// <param name="first">A run directory.</param>
    /// <param name="second">Another.</param>
    /// <exception cref="InterveneException">One is not a run directory, or other options differ: the message lists them.</exception>
    public static void RequireSameButSeed(RunPaths first, RunPaths second)
    {
        SortedDictionary<string, string> one = Options(first), two = Options(second);
        one.Remove("seed");
        two.Remove("seed");
        var differences = Differences(one, two).ToList();
        if (differences.Count > 0)
        {
            throw new InterveneException(
                $"{second.Root} has other options than {first.Root}; runs that are compared differ in their seed alone:\n" +
                string.Concat(differences.Take(MostShown).Select(
                    line => "  " + line.Replace(" in the run, ", " there, ", StringComparison.Ordinal)
                        .Replace(" asked for", " here", StringComparison.Ordinal) + "\n"))
                + (differences.Count > MostShown ? $"  … and {differences.Count - MostShown} more\n" : ""));
        }

        RequireSameInputs(first, second);
    }

    /// <summary>Refuses to compare runs of equal options whose files were others: their problems or their model are not the same.</summary>
    private static void RequireSameInputs(RunPaths first, RunPaths second)
    {
        SortedDictionary<string, string> one = Inputs(first), two = Inputs(second);
        string[] others = [.. one.Keys.Union(two.Keys).Where(name => one.GetValueOrDefault(name) != two.GetValueOrDefault(name))];
        if (others.Length > 0)
        {
            throw new InterveneException(
                $"{second.Root} was made from other files than {first.Root}: {string.Join(", ", others.Take(MostShown))}. Runs that "
                + "are compared have the same model and the same data; make one of them anew.");
        }
    }

    private static SortedDictionary<string, string> Inputs(RunPaths run) =>
        new(RunManifest.Read(run.Manifest).Inputs.ToDictionary(input => input.Name, input => input.Sha256), StringComparer.Ordinal);

    private static SortedDictionary<string, string> Options(RunPaths run) => File.Exists(run.Options)
        ? Flatten(run.Options, InputFile.ReadText(run.Options, YamlTree.MostBytes))
        : throw new InterveneException($"{run.Root}: not a run directory: it holds no {Path.GetFileName(run.Options)}.");

    /// <summary>One line for each key whose value differs, ordered by key.</summary>
    internal static IEnumerable<string> Differences(SortedDictionary<string, string> old, SortedDictionary<string, string> asked)
    {
        foreach (var key in old.Keys.Union(asked.Keys).Order(StringComparer.Ordinal))
        {
            var (was, now) = (old.GetValueOrDefault(key), asked.GetValueOrDefault(key));
            if (was != now)
            {
                yield return $"{key}: {was ?? "(not set)"} in the run, {now ?? "(not set)"} asked for";
            }
        }
    }

    /// <summary>A YAML document as one value a dotted path, e.g. <c>arms.0.name</c>.</summary>
    internal static SortedDictionary<string, string> Flatten(string name, string yaml)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (YamlTree.Load(name, yaml) is [var root, ..])
        {
            Flatten(root, "", values);
        }

        return values;
    }

    private static void Flatten(YamlNode node, string path, SortedDictionary<string, string> values)
    {
        switch (node)
        {
            case YamlMappingNode { Children.Count: > 0 } mapping:
                foreach (var (key, value) in mapping.Children)
                {
                    Flatten(value, Join(path, key.ToString()), values);
                }

                break;
            case YamlSequenceNode { Children.Count: > 0 } sequence:
                for (var i = 0; i < sequence.Children.Count; i++)
                {
                    Flatten(sequence.Children[i], Join(path, $"{i}"), values);
                }

                break;
            default:
                values[path] = node is YamlScalarNode scalar ? scalar.Value ?? "" : "(empty)";
                break;
        }
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
