using System.Text.Json;

namespace Intervene.Models;

/// <summary>A JSON object of a model's configuration, whose faults are collected with key and value instead of thrown one by one.</summary>
public sealed class ConfigJson(string prefix, JsonElement root, List<string> faults)
{
    /// <summary>The faults found so far, shared with nested objects.</summary>
    public List<string> Faults => faults;

    /// <summary>The names of the members.</summary>
    public IEnumerable<string> Keys => root.EnumerateObject().Select(member => member.Name);

    /// <summary>Whether a member is there and not null.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>Whether a member is there and null.</summary>
    public bool IsNull(string key) => root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Null;

    /// <summary>A member, or null where it is missing or null.</summary>
    public JsonElement? Find(string key) => root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A nested object; null where it is missing, null or none.</summary>
    public ConfigJson? Object(string key)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return new ConfigJson($"{prefix}{key}.", value, faults);
        }

        Fault(key, "expected an object");
        return null;
    }

    /// <summary>
    /// An integer from <paramref name="least"/> to <paramref name="most"/>; <paramref name="missing"/> where it is missing, a fault where that is
    /// null.
    /// </summary>
    public int Int(string key, int? missing = null, int least = 1, int most = int.MaxValue)
    {
        if (Find(key) is not { } value)
        {
            return missing ?? Missing(key, "an integer");
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Fault(key, most == int.MaxValue ? $"expected an integer of at least {least}" : $"expected an integer from {least} to {most}");
        return Math.Max(1, least);
    }

    /// <summary>A finite number above 0; <paramref name="missing"/> where it is missing, a fault where that is null.</summary>
    public double Number(string key, double? missing = null)
    {
        if (Find(key) is not { } value)
        {
            return missing ?? Missing(key, "a number");
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) && number > 0)
        {
            return number;
        }

        Fault(key, "expected a number above 0");
        return 1;
    }

    /// <summary>A flag.</summary>
    public bool Flag(string key, bool missing)
    {
        var value = Find(key);
        if (value is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
        {
            Fault(key, "expected true or false");
        }

        return value is null ? missing : value.Value.ValueKind == JsonValueKind.True;
    }

    /// <summary>A string, or null where it is missing.</summary>
    public string? Text(string key)
    {
        var value = Find(key);
        if (value is { ValueKind: not JsonValueKind.String })
        {
            Fault(key, "expected a string");
            return null;
        }

        return value?.GetString();
    }

    /// <summary>Notes a fault of a member: its key, its value and what is wrong.</summary>
    public void Fault(string key, string what)
    {
        var found = Find(key)?.GetRawText() ?? "missing";
        Note($"{prefix}{key} is {(found.Length > 120 ? found[..120] + "…" : found)}: {what}");
    }

    private int Missing(string key, string expected)
    {
        Note($"{prefix}{key} is missing: expected {expected}");
        return 1;
    }

    /// <summary>A key that is read twice has its fault noted once.</summary>
    private void Note(string fault)
    {
        if (!faults.Contains(fault))
        {
            faults.Add(fault);
        }
    }
}
