using Intervene.Options;
using Intervene.Prompting;

namespace Intervene.Pipeline.Checkers;

/// <summary>An oracle that a recipe names, and where.</summary>
/// <param name="Option">The option that names it, e.g. <c>propose.oracle</c>.</param>
/// <param name="Number">Its number there.</param>
/// <param name="Oracle">Its options.</param>
/// <param name="File">The file of a prompt or of findings that it reads; null for none.</param>
public sealed record AskedOracle(string Option, int Number, OracleOptions Oracle, string? File)
{
    /// <summary>The name of its file among a run's inputs.</summary>
    public string Input => $"{Option}.{Number}";

    /// <summary>The oracles of <c>propose</c>.</summary>
    /// <param name="options">The recipe.</param>
    public static IReadOnlyList<AskedOracle> OfPropose(RunOptions options) => Of("propose.oracle", options.Propose.Oracle);

    /// <summary>The oracles that an arm's reinforcement learning asks; none where its recipe asks nobody.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="arm">The arm.</param>
    public static IReadOnlyList<AskedOracle> OfTraining(RunOptions options, ArmOptions arm) => options.RlOf(arm).Online switch
    {
        null => [],
        { Oracle: { } own } => Of((arm.Rl is null ? "" : $"arms.{arm.Name}.") + "rl.online.oracle", own),
        _ => OfPropose(options),
    };

    /// <summary>Who writes the texts that an arm clones; none where nobody writes any.</summary>
    /// <param name="arm">The arm.</param>
    public static IReadOnlyList<AskedOracle> OfExamples(ArmOptions arm) => arm.Examples switch
    {
        ExampleOptions.OracleSolutions solutions => [new($"arms.{arm.Name}.examples.oracle", 0, solutions.Oracle, Own(solutions.Prompt))],
        ExampleOptions.SelfRefinement refinement => [new($"arms.{arm.Name}.examples.oracle", 0, refinement.Oracle, Own(refinement.Prompt))],
        _ => [],
    };

    /// <summary>Whose problems are kept; none where that is not asked.</summary>
    /// <param name="options">The recipe.</param>
    public static IReadOnlyList<AskedOracle> OfMining(RunOptions options) => options.Mine.OracleSolvable is { } solvable
        ? [new("mine.oracle_solvable.oracle", 0, solvable.Oracle, solvable.Oracle is ModelOracleOptions ? Own(solvable.Prompt) : null)] : [];

    /// <summary>Every oracle of a recipe, each once.</summary>
    /// <param name="options">The recipe.</param>
    public static IReadOnlyList<AskedOracle> All(RunOptions options) =>
    [
        .. OfMining(options).Concat(OfPropose(options)).Concat(options.Arms.SelectMany(OfExamples))
            .Concat(options.Arms.SelectMany(arm => OfTraining(options, arm))).DistinctBy(asked => asked.Input),
    ];

    /// <summary>Refuses prompts that are not there or cannot be read, before anything is sampled or asked.</summary>
    /// <param name="oracles">The oracles that will be asked.</param>
    /// <exception cref="InterveneException">There is such a prompt.</exception>
    public static void RequirePrompts(IEnumerable<AskedOracle> oracles)
    {
        foreach (var asked in oracles.Where(asked => asked is { Oracle: ModelOracleOptions, File: not null }))
        {
            try
            {
                PromptLibrary.Load(asked.File!);
            }
            catch (InterveneException fault)
            {
                throw new InterveneException($"{asked.Option}: its prompt cannot be used. {fault.Message}", fault);
            }
        }
    }

    private static IReadOnlyList<AskedOracle> Of(string option, IReadOnlyList<OracleOptions> oracles) =>
    [
        .. oracles.Select((oracle, number) => new AskedOracle(option, number, oracle, oracle switch
        {
            FileOracleOptions file => file.Path,
            LlmOracleOptions llm => Own(llm.Prompt),
            SelfOracleOptions self => Own(self.Prompt),
            _ => null,
        })),
    ];

    /// <summary>A prompt that the program does not bring.</summary>
    private static string? Own(string prompt) => PromptLibrary.Names.Contains(prompt) ? null : prompt;
}
