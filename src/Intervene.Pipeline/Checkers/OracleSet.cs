using Intervene.Interventions;
using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Rewards;

namespace Intervene.Pipeline.Checkers;

/// <summary>Oracles made from options, and what they hold open.</summary>
public sealed class OracleSet : IDisposable
{
    private OracleSet(IReadOnlyList<IOracle> all) => All = all;

    /// <summary>The oracles, in the order asked for.</summary>
    public IReadOnlyList<IOracle> All { get; }

    /// <summary>Makes the oracles of a recipe.</summary>
    /// <param name="options">Their options.</param>
    /// <param name="policy">Samples on from prefixes for <c>rollouts</c>; null where no policy is at hand.</param>
    /// <param name="models">Makes the oracles that ask a language model; null where none can be asked.</param>
    public static OracleSet Of(
        IReadOnlyList<OracleOptions> options, Func<RolloutsOracleOptions, PrefixSampler>? policy = null,
        Func<ModelOracleOptions, IOracle>? models = null) =>
        new([.. options.Select(one => Make(one, policy, models))]);

    /// <summary>Makes oracles by kind.</summary>
    /// <param name="kinds">The kinds, with commas between them.</param>
    /// <param name="options">Options of some kinds; the others have their defaults.</param>
    /// <param name="policy">Samples on from prefixes for <c>rollouts</c>; null where no policy is at hand.</param>
    /// <param name="models">Makes the oracles that ask a language model; null where none can be asked.</param>
    /// <exception cref="InterveneException">A kind is unknown, named twice, or has options without a default that are not given.</exception>
    public static OracleSet Of(
        string kinds, IReadOnlyList<OracleOptions> options, Func<RolloutsOracleOptions, PrefixSampler>? policy = null,
        Func<ModelOracleOptions, IOracle>? models = null)
    {
        var named = kinds.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (named.Length == 0 || named.Distinct(StringComparer.Ordinal).Count() < named.Length)
        {
            throw new InterveneException($"--oracle is \"{kinds}\"; expected kinds of oracles, each once, with commas between them.");
        }

        return Of([.. named.Select(kind => Options(kind, options))], policy, models);
    }

    /// <summary>Ends the programs that oracles run.</summary>
    public void Dispose()
    {
        foreach (var oracle in All.OfType<IDisposable>())
        {
            oracle.Dispose();
        }
    }

    private static OracleOptions Options(string kind, IReadOnlyList<OracleOptions> options)
    {
        var kinds = OptionMembers.Kinds(typeof(OracleOptions));
        var type = kinds.FirstOrDefault(known => known.Kind == kind)?.Type
            ?? throw new InterveneException(
                $"--oracle: there is no oracle of kind \"{kind}\"; expected {string.Join(", ", kinds.Select(known => known.Kind))}.");
        if (options.FirstOrDefault(given => given.GetType() == type) is { } given)
        {
            return given;
        }

        var needed = OptionMembers.Of(type).Where(OptionMembers.IsRequired).Select(OptionMembers.Key).ToArray();
        return needed.Length == 0 ? (OracleOptions)OptionMembers.Create(type)
            : throw new InterveneException(
                $"--oracle {kind}: needs {string.Join(" and ", needed)}, which no default stands for. Give a --recipe with propose: {{ " +
                $"oracle: {{ kind: {kind}, {needed[0]}: … }} }}.");
    }

    private static IOracle Make(
        OracleOptions options, Func<RolloutsOracleOptions, PrefixSampler>? policy, Func<ModelOracleOptions, IOracle>? models) => options switch
        {
            ReferenceOracleOptions => new ReferenceSolutionOracle(AnswerGrader.Same),
            ArithmeticOracleOptions => new ArithmeticOracle(),
            RolloutsOracleOptions rollouts when policy is not null => new RolloutsOracle(policy(rollouts), AnswerGrader.Same, rollouts.Samples),
            RolloutsOracleOptions =>
                throw new InterveneException("The oracle rollouts samples from a policy, and here is none. Give a --recipe that names the model."),
            CommandOracleOptions command => new CommandOracle(command.Command, TimeSpan.FromSeconds(command.Timeout)),
            FileOracleOptions file => FileOracle.Load(file.Path),
            ModelOracleOptions model when models is not null => models(model),
            _ => throw new InvalidOperationException($"unknown oracle {options.GetType().Name}"),
        };
}
