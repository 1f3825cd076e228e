using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Intervene.Pipeline.Recipes;

/// <summary>Turns YAML that no record describes into the JSON that it means.</summary>
internal static class YamlJson
{
    /// <summary>The JSON of a node: a plain scalar is a number, <c>true</c>, <c>false</c> or null where it looks like one, else text.</summary>
    public static JsonNode? Of(YamlNode node) => node switch
    {
        YamlMappingNode mapping =>
            new JsonObject(mapping.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value ?? "", Of(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Of)]),
        YamlScalarNode { Style: not ScalarStyle.Plain, Value: var text } => JsonValue.Create(text),
        YamlScalarNode scalar when OptionScalars.IsNull(scalar) => null,
        YamlScalarNode { Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode { Value: var text } when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
            JsonValue.Create(whole),
        YamlScalarNode { Value: var text } when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) => JsonValue.Create(number),
        YamlScalarNode { Value: var text } => JsonValue.Create(text),
        _ => null,
    };
}
