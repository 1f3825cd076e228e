using System.CommandLine;
using Intervene.Pipeline.Recipes;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene inspect</c>: what a model directory holds, what it needs, and what of it is not supported.</summary>
public static class InspectCommand
{
    /// <summary>The command, for the program's list.</summary>
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A Hugging Face model directory, or a GGUF." };
        var lengths = new Option<int[]>("--length")
        {
            Description = "Tokens of a sequence to count memory for; may be repeated. Default: 1024 and the model's context.",
            AllowMultipleArgumentsPerToken = true,
        };
        var batch = new Option<int>("--batch") { Description = "Sequences at the same time.", DefaultValueFactory = _ => 8 };
        var command = new Command(
            "inspect", "Show a model's family, parameters, types, tokenizer and template, the memory that it needs, and what of it is not supported.")
            {
                model, lengths, batch
            };
        command.SetAction(parsed =>
        {
            var counts = parsed.GetValue(lengths) ?? [];
            if (counts.Any(length => length < 1) || parsed.GetValue(batch) < 1)
            {
                throw new InterveneException("--length and --batch must be at least 1.");
            }

            var inspection = ModelInspection.Of(Bundled.Find(parsed.GetValue(model)!), counts, parsed.GetValue(batch));
            foreach (var (label, text) in inspection.Lines)
            {
                Console.WriteLine($"{label,-12} {text.ReplaceLineEndings(Environment.NewLine + new string(' ', 13))}");
            }

            return inspection.IsSupported ? 0 : 1;
        });
        return command;
    }
}
