using Intervene.Examples;
using Intervene.Options;

namespace Intervene.Pipeline.Checkers;

/// <summary>Makes a writer of whole solutions.</summary>
/// <param name="options">The model, as an oracle's options name it.</param>
/// <param name="prompt">The prompt's name or file.</param>
/// <param name="folder">Where replies and spending are kept, so that nothing is paid twice; null keeps them in memory.</param>
/// <param name="policy">Loads the policy of the local engine, for <c>self</c> without an endpoint; null where there is none.</param>
public delegate ISolutionWriter SolutionWriterSource(ModelOracleOptions options, string prompt, string? folder, Func<OraclePolicy>? policy);
