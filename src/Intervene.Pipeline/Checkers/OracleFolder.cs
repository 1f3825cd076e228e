using Intervene.Options;

namespace Intervene.Pipeline.Checkers;

/// <summary>Where a run keeps what a language model replied and cost.</summary>
public static class OracleFolder
{
    /// <summary>The folder <c>oracles/…</c> of an oracle in a run directory.</summary>
    /// <param name="root">The run directory.</param>
    /// <param name="options">The oracle's options.</param>
    public static string Of(string root, ModelOracleOptions options)
    {
        var name = options is LlmOracleOptions { Model: var model } ? "llm-" + model : "self";
        return Path.Combine(root, "oracles", string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-')));
    }
}
