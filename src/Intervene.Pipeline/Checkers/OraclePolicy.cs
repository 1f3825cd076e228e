using Intervene.Completions;
using Intervene.Text;

namespace Intervene.Pipeline.Checkers;

/// <summary>A policy as an oracle asks it, on the local engine or on servers.</summary>
/// <param name="Completer">Samples; it loads its weights when it is first asked.</param>
/// <param name="Tokenizer">Its tokenizer.</param>
/// <param name="Template">Its chat template; null for a model without one.</param>
/// <param name="ContextLength">The most tokens of prompt and reply.</param>
/// <param name="Seed">The run's seed.</param>
public sealed record OraclePolicy(ICompleter Completer, Tokenizer Tokenizer, ChatTemplate? Template, int ContextLength, long Seed);
