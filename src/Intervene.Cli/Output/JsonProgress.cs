using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Pipeline.Runs;

namespace Intervene.Cli.Output;

/// <summary>Progress for programs: a JSON object a line, each with the kind of event.</summary>
/// <param name="writer">Where the lines go.</param>
internal sealed class JsonProgress(TextWriter writer) : RunProgress
{
    // What a terminal may obey is escaped as JSON escapes it, so that the line stays JSON on its way through the guarded stream.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Default };

    public override void Skipped(string stage, double seconds) => Write("skipped", ("stage", stage), ("seconds", seconds));

    public override void Progressed(StageProgress progress) =>
        Write("progress", ("stage", progress.Stage), ("done", progress.Done), ("total", progress.Total), ("note", progress.Note));

    public override void Finished(string stage, TimeSpan elapsed) => Write("finished", ("stage", stage), ("seconds", elapsed.TotalSeconds));

    public override void Said(string? stage, string text) => Write("said", ("stage", stage), ("text", text));

    protected override void Shown(string stage, RenderedExample example) =>
        Write("example", ("stage", stage), ("title", example.Title), ("text", example.Line()));

    private void Write(string kind, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var line = new JsonObject { ["event"] = kind };
        foreach (var (name, value) in members)
        {
            line[name] = value;
        }

        writer.WriteLine(line.ToJsonString(Json));
    }
}
