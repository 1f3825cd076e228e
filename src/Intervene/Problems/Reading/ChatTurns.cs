using System.Text.Json.Nodes;
using Intervene.Problems.Rows;

namespace Intervene.Problems.Reading;

/// <summary>A conversation in a column, read by role: OpenAI's and verl's <c>role, content</c>, ShareGPT's <c>from, value</c>.</summary>
internal static class ChatTurns
{
    private static readonly string[] User = ["user", "human", "prompter"];
    private static readonly string[] Assistant = ["assistant", "gpt", "model", "bot", "chatgpt", "chatbot"];

    /// <summary>Whether a value is a list of turns.</summary>
    public static bool Is(JsonNode? value) =>
        value is JsonArray { Count: > 0 } turns && turns.All(turn => turn is JsonObject fields && Role(fields) is not null);

    /// <summary>Whether an object is a turn of somebody else than the user.</summary>
    public static bool IsNotUsers(JsonObject turn) => Role(turn) is { } role && !User.Contains(role, StringComparer.OrdinalIgnoreCase);

    /// <summary>The one turn of the user; a reason where there is none, are several, or it is more than text.</summary>
    public static (string Text, string? Fault) Question(JsonNode conversation)
    {
        var turns = Of(conversation, User);
        return turns.Count switch
        {
            0 => ("", "no_user_turn"),
            1 => Text(turns[0]) is { } text ? (text, null) : ("", "not_text"),
            _ => ("", "several_user_turns"),
        };
    }

    /// <summary>The last turn of the assistant; empty where there is none.</summary>
    public static string Reply(JsonNode conversation) => Of(conversation, Assistant) is [.., var last] ? Text(last) ?? "" : "";

    /// <summary>Whether a conversation has a system's turn, which is no part of the question.</summary>
    public static bool HasSystem(JsonNode conversation) => Of(conversation, ["system", "developer"]).Count > 0;

    private static List<JsonObject> Of(JsonNode conversation, string[] roles) =>
        [.. conversation.AsArray().OfType<JsonObject>().Where(turn => roles.Contains(Role(turn), StringComparer.OrdinalIgnoreCase))];

    private static string? Role(JsonObject turn) =>
        turn.ContainsKey("content") || turn.ContainsKey("value") ? ProblemRow.TextOf(turn["role"] ?? turn["from"]) : null;

    /// <summary>A turn's text; null where a part of it is none, e.g. an image.</summary>
    private static string? Text(JsonObject turn) => (turn["content"] ?? turn["value"]) switch
    {
        JsonArray parts when parts.All(part => part is JsonObject fields
            && fields["text"] is JsonValue) => string.Concat(parts.Select(part => ProblemRow.TextOf(part!["text"]))),
        JsonValue text => ProblemRow.TextOf(text),
        null => "",
        _ => null,
    };
}
