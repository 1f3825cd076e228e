using System.Text.Json;

namespace Intervene.Text;

/// <summary>A JSON value with the place where it stands, so that a wrong type is reported as file and path.</summary>
internal readonly record struct JsonNodeReader(string Place, JsonElement Value)
{
    /// <summary>Whether the value is there and not null.</summary>
    public bool Exists => Value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>The member of an object; one that does not exist when it is missing.</summary>
    public JsonNodeReader this[string key] => Require(JsonValueKind.Object, "an object")
        .Value.TryGetProperty(key, out var member) ? new($"{Place}.{key}", member) : new($"{Place}.{key}", default);

    /// <summary>The elements of an array.</summary>
    public IEnumerable<JsonNodeReader> Items()
    {
        var place = Place;
        return Require(JsonValueKind.Array, "an array").Value.EnumerateArray().Select((item, index) => new JsonNodeReader($"{place}[{index}]", item));
    }

    /// <summary>The members of an object, with their names.</summary>
    public IEnumerable<(string Key, JsonElement Value)> Members()
    {
        foreach (var member in Require(JsonValueKind.Object, "an object").Value.EnumerateObject())
        {
            string name;
            try
            {
                name = member.Name;
            }
            catch (InvalidOperationException fault)
            {
                throw new InterveneException($"{Place} has a name with half a surrogate pair; expected valid Unicode.", fault);
            }

            yield return (name, member.Value);
        }
    }

    /// <summary>The string.</summary>
    public string Text()
    {
        try
        {
            return Require(JsonValueKind.String, "a string").Value.GetString()!;
        }
        catch (InvalidOperationException fault)
        {
            throw new InterveneException($"{Place} is a string with half a surrogate pair; expected valid Unicode.", fault);
        }
    }

    /// <summary>The string, or null where there is none.</summary>
    public string? TextOrNull() => Exists ? Text() : null;

    /// <summary>The flag, or <paramref name="missing"/> where there is none.</summary>
    public bool Flag(bool missing = false) => !Exists ? missing : Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("true or false"),
    };

    /// <summary>The token id: an integer from 0 to 2³¹ − 2.</summary>
    public int Id() =>
        Require(JsonValueKind.Number, "a token id").Value.TryGetInt32(out var id) && id is >= 0 and < int.MaxValue ? id : throw Wrong("a token id");

    /// <summary>An error about this value.</summary>
    public InterveneException Wrong(string expected)
    {
        var found = Value.ValueKind == JsonValueKind.Undefined ? "missing" : Value.GetRawText();
        return new($"{Place} is {(found.Length > 100 ? found[..100] + "…" : found)}; expected {expected}.");
    }

    private JsonNodeReader Require(JsonValueKind kind, string expected) => Value.ValueKind == kind ? this : throw Wrong(expected);
}
