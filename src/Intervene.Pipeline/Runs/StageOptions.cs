using Intervene.Options;
using Intervene.Pipeline.Recipes;

namespace Intervene.Pipeline.Runs;

/// <summary>The options of a recipe by dotted path, and the part of them that matters to a stage.</summary>
/// <param name="options">The recipe.</param>
public sealed class StageOptions(RunOptions options)
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
        foreach (var (path, value) in RunComparison.Flatten("options", OptionsYaml.Write(WithoutMeans(options))))
        {
            var parts = path.Split('.', 3);
            var name = parts is ["arms" or "benchmarks", var index, ..] && int.TryParse(index, out var number)
                ? parts[0] == "arms" ? options.Arms[number].Name : options.Benchmarks[number].Name : null;
            named.Add(name is null ? path : string.Join('.', parts.Index().Select(part => part.Index == 1 ? name : part.Item)), value);
        }

        return named;
    }

    /// <summary>
    /// A recipe without what its oracles may spend, how many are asked side by side and whose key is used: no reply depends on them, and a command
    /// that raises a budget goes on where the one before it stopped.
    /// </summary>
    private static RunOptions WithoutMeans(RunOptions options)
    {
        return options with
        {
            Propose = options.Propose with { Oracle = [.. options.Propose.Oracle.Select(Of)] },
            Mine = options.Mine with
            {
                OracleSolvable = options.Mine.OracleSolvable is { } solvable ? solvable with { Oracle = Of(solvable.Oracle) } : null,
            },
            Rl = Training(options.Rl),
            Arms =
            [
                .. options.Arms.Select(arm => arm with
                {
                    Rl = arm.Rl is { } rl ? Training(rl) : null,
                    Examples = arm.Examples switch
                    {
                        ExampleOptions.OracleSolutions written => written with { Oracle = Of(written.Oracle) },
                        ExampleOptions.SelfRefinement written => written with { Oracle = Of(written.Oracle) },
                        var others => others,
                    },
                }),
            ],
        };

        static RlOptions Training(RlOptions rl) => rl.Online is { Oracle: { } asked } online
            ? rl with { Online = online with { Oracle = [.. asked.Select(Of)] } } : rl;

        static OracleOptions Of(OracleOptions oracle) => oracle is ModelOracleOptions model
            ? model with { Budget = new BudgetOptions(), Concurrency = ModelOracleOptions.DefaultConcurrency, ApiKeyEnv = null } : oracle;
    }
}
