using System.Text.RegularExpressions;
using Intervene.Options;
using Intervene.Pipeline.Recipes;

namespace Intervene.Pipeline.Runs;

/// <summary>The options of a recipe by dotted path, and the part of them that matters to a stage.</summary>
/// <param name="options">The recipe.</param>
public sealed partial class StageOptions(RunOptions options)
{
    private readonly SortedDictionary<string, string> _values = Named(options);

    /// <summary>
    /// The values under some prefixes. Arms and benchmarks stand under their names, <c>arms.int.target</c>: another one beside it changes nothing.
    /// </summary>
    /// <param name="prefixes">Dotted prefixes, e.g. <c>mine</c> or <c>evaluate.sampling</c>.</param>
    /// <param name="except">Prefixes below them that do not matter.</param>
    public IReadOnlyDictionary<string, string> Under(IReadOnlyList<string> prefixes, IReadOnlyList<string> except)
    {
        var chosen = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, value) in _values.Where(
            entry => prefixes.Any(prefix => Covers(prefix, entry.Key)) && !except.Any(prefix => Covers(prefix, entry.Key))))
        {
            chosen.Add(path, value);
        }

        return chosen;
    }

    private static bool Covers(string prefix, string path) => path == prefix || path.StartsWith(prefix + ".", StringComparison.Ordinal);

    private static SortedDictionary<string, string> Named(RunOptions options)
    {
        var named = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, value) in RunComparison.Flatten("options", OptionsYaml.Write(options)).Where(option => !Means().IsMatch(option.Key)))
        {
            var parts = path.Split('.', 3);
            var name = parts is ["arms" or "benchmarks", var index, ..] && int.TryParse(index, out var number)
                ? parts[0] == "arms" ? options.Arms[number].Name : options.Benchmarks[number].Name : null;
            named.Add(name is null ? path : string.Join('.', parts.Index().Select(part => part.Index == 1 ? name : part.Item)), value);
        }

        return named;
    }

    /// <summary>
    /// What an oracle may spend, how many are asked side by side and whose key is used: no reply depends on them, and a command that raises a budget
    /// goes on where the one before it stopped.
    /// </summary>
    [GeneratedRegex(@"(?:^|\.)oracle(?:\.\d+)?\.(?:budget|concurrency|api_key_env)(?:\.|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Means();
}
