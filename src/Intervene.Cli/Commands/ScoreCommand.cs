using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Files;
using Intervene.Pipeline.Recipes;
using Intervene.Text;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Native;
using Intervene.Torch.Training;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene score</c>: adds log-probabilities and entropies to rows of tokens or texts.</summary>
public static class ScoreCommand
{
    /// <summary>The command, for the program's list.</summary>
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A Hugging Face model directory." };
        var input = new Option<string>("--in")
        {
            Description =
                "JSON lines: rows with ids (all but the first are scored), or with prompt and completion (the completion is scored); texts or " +
                "arrays of ids.",
            Required = true,
        };
        var output = new Option<string>("--out") { Description = "Where the rows go, each with logprobs, entropy and mean_nll.", Required = true };
        var command = new Command("score",
            "Add to rows of JSON what a model thinks of their tokens: log-probabilities, entropies (nats) and the mean negative log-likelihood.")
        {
            model, input, output,
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
    internal static int Run(string directory, string input, string output)
    {
        using var file = OutputFile.Create("--out", output);
        NativeTorch.Load();
        using var model = ModelDirectory.Load(directory);
        var tokenizer = new Lazy<Tokenizer>(() => Tokenizer.Load(directory));
        return JsonRows.Transform(input, file, (row, place) =>
        {
            var (prompt, target) = Sequence(row, tokenizer, place);
            var score = Score(() => SequenceScorer.Score(model, prompt, target), place);
            row["logprobs"] = Numbers(score.LogProbs);
            row["entropy"] = Numbers(score.Entropies);
            row["mean_nll"] = score.MeanNll;
        });
    }

    private static (int[] Prompt, int[] Target) Sequence(JsonObject row, Lazy<Tokenizer> tokenizer, string place)
    {
        if (row.ContainsKey("ids"))
        {
            var ids = Ids(row, "ids", null, place);
            return ids.Length > 0 ? (ids[..1], ids[1..]) : throw new InterveneException($"{place}: \"ids\" is empty; expected at least one token.");
        }

        return (Ids(row, "prompt", tokenizer, place), Ids(row, "completion", tokenizer, place));
    }

    private static int[] Ids(JsonObject row, string key, Lazy<Tokenizer>? tokenizer, string place) => row[key] switch
    {
        JsonArray list when list.All(id => id?.GetValueKind() == JsonValueKind.Number && id.AsValue().TryGetValue<int>(out _)) =>
            [.. list.Select(id => id!.GetValue<int>())],
        JsonValue text when tokenizer is not null && text.GetValueKind() == JsonValueKind.String => tokenizer.Value.Encode(text.GetValue<string>()),
        var other => throw new InterveneException(
            $"{place}: \"{key}\" is {other?.ToJsonString() ?? "missing"}; expected {(tokenizer is null ? "an array of token ids" : "a text or an array of token ids")}. "
            + "A row has ids, or prompt and completion."),
    };

    private static SequenceScore Score(Func<SequenceScore> score, string place)
    {
        try
        {
            return score();
        }
        catch (InterveneException fault)
        {
            throw new InterveneException($"{place}: {fault.Message}", fault);
        }
    }

    private static JsonArray Numbers(float[] values) => [.. values.Select(value => JsonValue.Create(value))];
}
