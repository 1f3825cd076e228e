using Intervene.Options;

namespace Intervene.Pipeline.Checkers;

/// <summary>The keys of the servers that oracles ask: they stand in environment variables alone.</summary>
public static class OracleKeys
{
    private const string Advice = "set it to the server's key and start the same command again.";

    /// <summary>Refuses oracles whose key cannot be one, before anything is sampled or asked.</summary>
    /// <param name="oracles">The oracles of a recipe.</param>
    /// <exception cref="InterveneException">A variable that <c>api_key_env</c> names is not set, empty, or holds what no key has.</exception>
    public static void Require(IReadOnlyList<AskedOracle> oracles)
    {
        var faults = oracles.Select(asked => (asked.Option, Variable: (asked.Oracle as ModelOracleOptions)?.ApiKeyEnv))
            .Where(key => key.Variable is not null).DistinctBy(key => key.Variable, StringComparer.Ordinal)
            .Select(key => (key.Option, Fault: FaultOf(key.Variable!))).Where(key => key.Fault is not null)
            .Select(key => $"{key.Option}: {key.Fault}").ToList();
        if (faults.Count > 0)
        {
            throw new InterveneException(string.Join("\n", faults));
        }
    }

    /// <summary>Why a variable's value can be no key, as a sentence without the value; null where it can.</summary>
    /// <param name="variable">The environment variable.</param>
    public static string? FaultOf(string variable) => Environment.GetEnvironmentVariable(variable) switch
    {
        null => $"the environment variable {variable}, which api_key_env names, is not set; {Advice}",
        "" => $"the environment variable {variable}, which api_key_env names, is empty; {Advice}",
        var value when value.Any(c => c is <= ' ' or > '~') =>
            $"the environment variable {variable} holds a line break, a blank or another character that no key has; set it to the key alone.",
        _ => null,
    };
}
