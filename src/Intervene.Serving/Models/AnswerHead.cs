using System.Text.Json;

namespace Intervene.Serving.Models;

/// <summary>What every object of an answer begins with.</summary>
/// <param name="Id">The answer's name.</param>
/// <param name="Created">When it began, in seconds since 1970.</param>
/// <param name="Model">Who answers.</param>
internal sealed record AnswerHead(string Id, long Created, string Model)
{
    /// <summary>Writes it.</summary>
    public void Write(Utf8JsonWriter writer, string kind)
    {
        writer.WriteString("id", Id);
        writer.WriteString("object", kind);
        writer.WriteNumber("created", Created);
        writer.WriteString("model", Model);
    }
}
