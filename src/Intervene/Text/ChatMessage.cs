using System.Text.Json.Nodes;

namespace Intervene.Text;

/// <summary>
/// One message of a conversation as a template sees it: a JSON object, usually with <c>role</c> and <c>content</c>, and whatever else the model's
/// template knows (<c>tool_calls</c>, <c>reasoning_content</c>, …), in its order.
/// </summary>
/// <param name="Fields">The message's members.</param>
public sealed record ChatMessage(JsonObject Fields)
{
    /// <summary>A message of plain text.</summary>
    /// <param name="role"><c>system</c>, <c>user</c>, <c>assistant</c>, …</param>
    /// <param name="content">The text.</param>
    public ChatMessage(string role, string content)
        : this(new JsonObject { ["role"] = role, ["content"] = content })
    {
    }
}
