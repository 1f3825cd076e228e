using System.CommandLine;
using System.Text.Json.Nodes;
using Intervene.Files;
using Intervene.Pipeline.Recipes;
using Intervene.Text;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene render</c>: adds the chat template's text to rows of conversations.</summary>
public static class RenderCommand
{
    private static readonly Dictionary<string, string> Placeholders = new()
    {
        ["bos_token"] = "<BOS>",
        ["eos_token"] = "<EOS>",
        ["pad_token"] = "<PAD>",
        ["unk_token"] = "<UNK>",
    };

    /// <summary>The command, for the program's list.</summary>
    public static Command Create()
    {
        var model = new Argument<string>("MODEL|TEMPLATE.jinja")
        {
            Description = "A model directory, or a template alone, whose special tokens then show as <BOS>, <EOS>, <PAD> and <UNK>.",
        };
        var input = new Option<string>("--in")
        {
            Description = "JSON lines with messages and, if need be, tools and options (variables of the template).",
            Required = true,
        };
        var output = new Option<string>("--out") { Description = "Where the rows go, each with its text or its error.", Required = true };
        var command = new Command(
            "render", "Render conversations with a chat template; a row that has no messages, or on which the template fails, gets an error.")
            {
                model, input, output
            };
        command.SetAction(parsed =>
        {
            var rows = Run(Bundled.Find(parsed.GetValue(model)!), parsed.GetRequiredValue(input), parsed.GetRequiredValue(output));
            Console.WriteLine($"{rows} rows written to {parsed.GetRequiredValue(output)}");
            return 0;
        });
        return command;
    }

    /// <summary>Does the work, and returns the number of rows.</summary>
    internal static int Run(string model, string input, string output)
    {
        var isFile = File.Exists(model);
        if (!isFile && !Directory.Exists(model))
        {
            throw new InterveneException($"{model} does not exist; expected a model directory or a template file.");
        }

        var template = isFile
            ? ChatTemplate.Parse(InputFile.ReadText(model, ChatTemplate.MostBytes), Path.GetFileName(model))
            : ChatTemplate.Load(model) ?? throw new InterveneException(
                $"{model} holds no chat template; expected chat_template.jinja, or chat_template in tokenizer_config.json.");
        using var file = OutputFile.Create("--out", output);
        return JsonRows.Transform(input, file, (row, place) =>
        {
            row.Remove("text");
            row.Remove("error");
            try
            {
                var options = new ChatTemplateOptions
                {
                    Tools = Member<JsonArray>(row, "tools", place),
                    Variables = Member<JsonObject>(row, "options", place),
                    SpecialTokens = isFile ? Placeholders : null,
                };
                ChatMessage[] messages = [.. (Member<JsonArray>(row, "messages", place) ?? throw Wrong(row, "messages", place, "an array")).Select(
                    message => new ChatMessage(message as JsonObject ?? throw Wrong(row, "messages", place, "an array of objects")))];
                row["text"] = template.Render(messages, options);
            }
            catch (InterveneException fault)
            {
                row["error"] = fault.Message;
            }
        });
    }

    private static T? Member<T>(JsonObject row, string key, string place)
        where T : JsonNode => row[key] switch
        {
            null => null,
            T value => value,
            _ => throw Wrong(row, key, place, typeof(T) == typeof(JsonArray) ? "an array" : "an object"),
        };

    private static InterveneException Wrong(JsonObject row, string key, string place, string expected) =>
        new($"{place}: \"{key}\" is {row[key]?.ToJsonString() ?? "missing"}; expected {expected}.");
}
