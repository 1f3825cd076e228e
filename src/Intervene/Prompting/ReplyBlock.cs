using System.Text.Json.Nodes;

namespace Intervene.Prompting;

/// <summary>A block of a reply that holds proposals.</summary>
/// <param name="Start">Its first character in the reply.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Value">Its JSON; null where it breaks off or is none.</param>
internal sealed record ReplyBlock(int Start, int End, JsonNode? Value);
