using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Files;
using Intervene.Pipeline.Recipes;
using Intervene.Text;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene tokenize</c>: adds token ids to rows of JSON.</summary>
public static class TokenizeCommand
{
    /// <summary>The command, for the program's list.</summary>
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A Hugging Face model directory with tokenizer.json." };
        var input = new Option<string>("--in") { Description = "JSON lines with a text in each row.", Required = true };
        var field = new Option<string>("--field") { Description = "The member that holds the text.", DefaultValueFactory = _ => "text" };
        var output = new Option<string>("--out") { Description = "Where the rows go, each with its ids.", Required = true };
        var command = new Command("tokenize", "Add token ids to rows of JSON: special tokens in a text are recognised, none is added.")
        {
            model, input, field, output
        };
        command.SetAction(parsed =>
        {
            var directory = Bundled.Find(parsed.GetValue(model)!);
            var rows = Run(directory, parsed.GetRequiredValue(input), parsed.GetValue(field)!, parsed.GetRequiredValue(output));
            Console.WriteLine($"{rows} rows written to {parsed.GetRequiredValue(output)}");
            return 0;
        });
        return command;
    }

    /// <summary>Does the work, and returns the number of rows.</summary>
    internal static int Run(string model, string input, string field, string output)
    {
        using var file = OutputFile.Create("--out", output);
        var tokenizer = Tokenizer.Load(model);
        return JsonRows.Transform(input, file, (row, place) =>
        {
            if (row[field] is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
            {
                throw new InterveneException(
                    $"{place}: \"{field}\" is {row[field]?.ToJsonString() ?? "missing or null"}; expected a string. --field names another member.");
            }

            row["ids"] = new JsonArray([.. tokenizer.Encode(value.GetValue<string>()).Select(id => JsonValue.Create(id))]);
        });
    }
}
