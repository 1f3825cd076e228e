using System.Text.Json;
using System.Text.Json.Serialization;

namespace Intervene.Metrics;

/// <summary>Reads and writes a <see cref="MetricsRecord"/> as one flat object; NaN and the infinities are strings.</summary>
internal sealed class MetricsRecordConverter : JsonConverter<MetricsRecord>
{
    public override MetricsRecord Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"Expected an object, found {reader.TokenType}.");
        }

        long? step = null;
        double? wallTime = null;
        var metrics = new List<Metric>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var value = JsonSerializer.Deserialize<double>(ref reader, options);
            switch (name)
            {
                case "step":
                    step = (long)value;
                    break;
                case "wall_time":
                    wallTime = value;
                    break;
                default:
                    if (metrics.Exists(metric => metric.Name == name))
                    {
                        throw new JsonException($"The metric {name} stands there twice.");
                    }

                    metrics.Add(new Metric(name, value));
                    break;
            }
        }

        return new MetricsRecord
        {
            Step = step ?? throw new JsonException("The field step is missing."),
            WallTime = wallTime ?? throw new JsonException("The field wall_time is missing."),
            Metrics = metrics,
        };
    }

    public override void Write(Utf8JsonWriter writer, MetricsRecord value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("step", value.Step);
        writer.WriteNumber("wall_time", value.WallTime);
        foreach (var metric in value.Metrics)
        {
            writer.WritePropertyName(metric.Name);
            JsonSerializer.Serialize(writer, metric.Value, options);
        }

        writer.WriteEndObject();
    }
}
