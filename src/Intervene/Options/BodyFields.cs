using System.Text.Json.Nodes;

namespace Intervene.Options;

/// <summary>Fields of a request's body as the user writes them: sent as they are, over the program's own.</summary>
/// <param name="Json">The fields as a JSON object.</param>
public sealed record BodyFields(string Json)
{
    /// <summary>No fields.</summary>
    public static BodyFields None { get; } = new("{}");

    /// <summary>The fields.</summary>
    public JsonObject ToObject() => JsonNode.Parse(Json)!.AsObject();
}
