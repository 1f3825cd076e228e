using System.CommandLine;
using System.Globalization;
using Intervene.Torch.Checkpoints.Gguf;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene import</c>: turns a GGUF into a Hugging Face model directory.</summary>
public static class ImportCommand
{
    private static readonly Dictionary<string, string> Dtypes = new() { ["float32"] = "F32", ["bfloat16"] = "BF16", ["float16"] = "F16" };

    /// <summary>The command, for the program's list.</summary>
    public static Command Create()
    {
        var model = new Argument<string>("MODEL.gguf") { Description = "A GGUF of the families Llama, Qwen2 and Qwen3." };
        var output = new Argument<string>("OUT") { Description = "The model directory to write, new or empty." };
        var source = new Option<string?>("--from")
        {
            Description =
                "Where config.json, tokenizer.json and the chat template lie; else the GGUF's own folder, and where they are missing its metadata.",
        };
        var metadataOnly = new Option<bool>("--metadata-only")
        {
            Description = "Take config, tokenizer and template from the GGUF's metadata, whatever lies beside it.",
        };
        var dtype = new Option<string?>("--dtype")
        {
            Description = "The type of the weights; else bfloat16 for quantised and bfloat16 files, and float32 for the others, which is exact.",
        };
        dtype.AcceptOnlyFromAmong([.. Dtypes.Keys]);
        var command = new Command("import", "Turn a GGUF into a Hugging Face model directory with its tokenizer and chat template.")
        {
            model, output, source, metadataOnly, dtype
        };
        command.SetAction(parsed =>
        {
            var options = new GgufImportOptions
            {
                SourceDirectory = parsed.GetValue(source),
                MetadataOnly = parsed.GetValue(metadataOnly),
                Dtype = parsed.GetValue(dtype) is { } name ? Dtypes[name] : null,
            };
            var to = parsed.GetValue(output)!;
            Print(to, GgufImport.Import(parsed.GetValue(model)!, to, options));
            return 0;
        });
        return command;
    }

    private static void Print(string directory, GgufImportResult result)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{result.Config.Family}, {result.Parameters:N0} parameters, {result.Dtype}, written to {directory}"));
        Console.WriteLine($"config from {result.ConfigFrom}");
        Console.WriteLine($"tokenizer from {result.TokenizerFrom}");
        foreach (var note in result.Notes)
        {
            Console.WriteLine($"note: {note}");
        }
    }
}
