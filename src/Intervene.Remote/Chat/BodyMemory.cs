using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Intervene.Remote.Transport;

namespace Intervene.Remote.Chat;

/// <summary>
/// What a server has refused by name: it is asked once, and every later body leaves the field out or calls it by its other name. The user's own
/// fields are never left out, but for <c>response_format</c>: text is parsed all the same.
/// </summary>
internal sealed class BodyMemory(IReadOnlyList<string> optional, IReadOnlyCollection<string> users)
{
    private readonly ConcurrentDictionary<string, string> _refused = new(StringComparer.Ordinal);

    /// <summary>What was refused, in words, in the order of the names.</summary>
    public IReadOnlyList<string> Notes => [.. _refused.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];

    /// <summary>Makes a body what the server accepts.</summary>
    public JsonObject Apply(JsonObject body)
    {
        if (_refused.ContainsKey("max_tokens") && body["max_tokens"] is { } limit)
        {
            body.Remove("max_tokens");
            if (!_refused.ContainsKey("max_completion_tokens"))
            {
                body["max_completion_tokens"] = limit.DeepClone();
            }
        }

        foreach (var name in _refused.Keys)
        {
            body.Remove(name);
        }

        return body;
    }

    /// <summary>Learns from a refusal.</summary>
    /// <returns>Whether the body changes, so that the request is worth sending again.</returns>
    public bool Learn(ServerFault fault, JsonObject body)
    {
        if (fault.Kind != FaultKind.BadRequest || fault.Status is not (400 or 422))
        {
            return false;
        }

        var words = $"{FaultReader.Words(fault.Body)} {fault.Body}";

        // The field that the server's words name first: "use max_completion_tokens instead" names another one after it.
        var named = optional.Where(name => body.ContainsKey(name) && (name == "response_format" || !users.Contains(name)))
            .Select(name => (Name: name, At: At(words, name))).Where(field => field.At >= 0).OrderBy(field => field.At)
                .ThenByDescending(field => field.Name.Length).FirstOrDefault();
        return named.Name is { } refused && _refused.TryAdd(refused, refused == "max_tokens"
            ? "the server refuses max_tokens; max_completion_tokens was sent instead."
            : $"the server refuses {refused}; it was left out.");
    }

    /// <summary>Where a name stands as a word of its own; -1 where it does not.</summary>
    private static int At(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !IsWord(text[at - 1])) && (at + name.Length == text.Length || !IsWord(text[at + name.Length])))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
