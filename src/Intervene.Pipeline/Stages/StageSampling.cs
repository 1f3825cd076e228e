using Intervene.Options;
using Intervene.Pipeline.Engines;

namespace Intervene.Pipeline.Stages;

/// <summary>What a stage samples from, and on what.</summary>
/// <param name="Engine">This program's engine, or servers.</param>
/// <param name="Policy">The policy.</param>
/// <param name="NeedsLogProbs">Whether log-probs of the completions are recorded.</param>
internal sealed record StageSampling(EngineOptions Engine, SampledPolicy Policy, bool NeedsLogProbs);
