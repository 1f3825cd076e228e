using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Intervene.Cli.Output;
using Intervene.Completions;
using Intervene.Files;
using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Text;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Engine;
using Intervene.Torch.Native;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene generate</c>: a completion of a prompt or a conversation, shown while it is sampled.</summary>
public static class GenerateCommand
{
    private const int MostMessageBytes = 64 << 20;

    /// <summary>The command, for the program's list.</summary>
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A Hugging Face model directory." };
        var prompt = new Option<string?>("--prompt")
        {
            Description = "A text to go on from, as it is, after what the tokenizer puts before every text (Llama 3: a begin token).",
        };
        var messages = new Option<string?>("--messages")
        {
            Description = "A conversation, rendered by the model's chat template: a JSON array of messages, or a file that holds one.",
        };
        var tokens = new Option<int>("--max-tokens") { Description = "The most tokens to sample.", DefaultValueFactory = _ => 512 };
        var temperature = new Option<double>("--temperature") { Description = "Divides the logits; 0 is greedy.", DefaultValueFactory = _ => 1 };
        var topP = new Option<double>("--top-p") { Description = "Keeps the most probable tokens up to this mass.", DefaultValueFactory = _ => 1 };
        var topK = new Option<int>("--top-k") { Description = "Keeps this many of the most probable tokens; 0 keeps all." };
        var minP = new Option<double>("--min-p") { Description = "Keeps tokens with at least this share of the largest probability." };
        var stop = new Option<string[]>("--stop")
        {
            Description = "A text that ends the completion; may be repeated.",
            DefaultValueFactory = _ => [],
        };
        var seed = new Option<long>("--seed") { Description = "The same seed gives the same tokens." };
        var ids = new Option<bool>("--ids") { Description = "Print the token ids as a JSON array instead of the text." };
        var command = new Command("generate", "Sample a completion of a prompt or a conversation and show it as it grows.")
        {
            model, prompt, messages, tokens, temperature, topP, topK, minP, stop, seed, ids,
        };
        command.SetAction(parsed =>
        {
            var sampling = new SamplingOptions
            {
                MaxTokens = parsed.GetValue(tokens),
                Temperature = parsed.GetValue(temperature),
                TopP = parsed.GetValue(topP),
                TopK = parsed.GetValue(topK),
                MinP = parsed.GetValue(minP),
                Stop = parsed.GetValue(stop) ?? [],
            };
            OptionsYaml.Check(sampling);
            var directory = Bundled.Find(parsed.GetValue(model)!);
            var tokenizer = Tokenizer.Load(directory);
            var start = Prompt(directory, tokenizer, parsed.GetValue(prompt), parsed.GetValue(messages));
            if (start.Length == 0)
            {
                throw new InterveneException(
                    "The prompt has no token; expected a text of at least one token of the model's tokenizer to go on from.");
            }

            Run(directory, tokenizer, start, sampling, parsed.GetValue(seed), parsed.GetValue(ids));
            return 0;
        });
        return command;
    }

    private static int[] Prompt(string directory, Tokenizer tokenizer, string? prompt, string? messages)
    {
        if (prompt is null == messages is null)
        {
            throw new InterveneException("Expected either --prompt TEXT or --messages JSON|FILE.");
        }

        if (prompt is not null)
        {
            return tokenizer.EncodePlain(prompt);
        }

        var template = ChatTemplate.Load(directory)
            ?? throw new InterveneException($"{directory} holds no chat template, which --messages needs; use --prompt.");
        return tokenizer.Encode(template.Render(Messages(messages!), new ChatTemplateOptions { AddGenerationPrompt = true }));
    }

    private static ChatMessage[] Messages(string messages)
    {
        var isFile = File.Exists(messages);
        try
        {
            var json = JsonText.Node(isFile ? InputFile.ReadText(messages, MostMessageBytes) : messages);
            return [.. json!.AsArray().Select(message => new ChatMessage(message!.AsObject()))];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            throw new InterveneException(
                $"--messages{(isFile ? " " + messages : "")}: expected a JSON array of objects such as " +
                $"[{{\"role\":\"user\",\"content\":\"…\"}}]. {fault.Message}", fault);
        }
    }

    private static void Run(string directory, Tokenizer tokenizer, int[] prompt, SamplingOptions sampling, long seed, bool ids)
    {
        NativeTorch.Load();
        using var interruption = new Interruption();
        using var model = ModelDirectory.Load(directory);
        var decoder = new IncrementalDecoder(tokenizer, skipSpecialTokens: true);
        using var engine = new Torch.Engine.LocalEngine(
            model, "generate", new LocalEngineOptions { MaxRows = 1, TokenBytes = id => tokenizer.TokenBytes(id).ToArray() });
        var watch = Stopwatch.StartNew();
        var request = new CompletionRequest { PromptIds = prompt, Key = RandomKey.Of(seed, "generate", ""), SampleCount = 1, Sampling = sampling };
        var tokens = new List<SampledToken>();
        foreach (var token in engine.StreamAsync(request, interruption.Token).ToBlockingEnumerable())
        {
            tokens.Add(token);
            if (!ids)
            {
                Streams.Data.Write(decoder.Append(token.Token));
            }
        }

        Streams.Data.WriteLine(ids ? JsonSerializer.Serialize(tokens.Select(token => token.Token)) : decoder.Flush());
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{prompt.Length} prompt tokens, {tokens.Count} sampled, {tokens.Count / watch.Elapsed.TotalSeconds:F1} a second, " +
            $"ended by {tokens[^1].Finish.ToString()!.ToLowerInvariant()}"));
    }
}
