using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text;

/// <summary>JSON as values of a template.</summary>
internal static class TemplateValues
{
    /// <summary>Objects become dicts in their order, integers keep all digits.</summary>
    public static object? From(JsonNode? node) => node switch
    {
        null => null,
        JsonObject members => Dict(members),
        JsonArray items => items.Select(From).ToList(),
        _ => Scalar(node.AsValue()),
    };

    private static JinjaDict Dict(JsonObject members)
    {
        var dict = new JinjaDict();
        foreach (var (key, value) in members)
        {
            dict.Set(key, From(value));
        }

        return dict;
    }

    private static object? Scalar(JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.String:
                return value.GetValue<string>();
            default:
                var digits = value.ToJsonString();
                return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? integer
                    : BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var big) ? big
                    : double.Parse(digits, CultureInfo.InvariantCulture);
        }
    }
}
