using Intervene.Interventions;
using Intervene.Options;

namespace Intervene.Pipeline.Checkers;

/// <summary>Makes an oracle that asks a language model.</summary>
/// <param name="options">Its options.</param>
/// <param name="folder">Where replies and spending are kept, so that nothing is paid twice; null keeps them in memory.</param>
/// <param name="policy">Loads the policy of the local engine, for <c>self</c> without an endpoint; null where there is none.</param>
public delegate IOracle ModelOracleSource(ModelOracleOptions options, string? folder, Func<OraclePolicy>? policy);
