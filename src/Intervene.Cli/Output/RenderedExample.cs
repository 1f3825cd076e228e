using System.Globalization;
using Intervene.Examples;
using Intervene.Text;
using Spectre.Console;

namespace Intervene.Cli.Output;

/// <summary>A training example as text, with what the loss sees apart from what it does not.</summary>
/// <param name="Title">Problem, arm and token counts.</param>
/// <param name="Prompt">The prompt: masked.</param>
/// <param name="Masked">The target's start without a loss; empty by default.</param>
/// <param name="Supervised">The target's tokens with a loss.</param>
internal sealed record RenderedExample(string Title, string Prompt, string Masked, string Supervised)
{
    /// <summary>Renders an example; special tokens stand as text.</summary>
    public static RenderedExample Of(TrainingExample example, Tokenizer tokenizer)
    {
        int prompt = example.PromptIds.Length, supervised = example.TargetIds.Length - example.LossStart;
        return new RenderedExample(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{example.ProblemId} ({example.Arm}): {prompt + example.TargetIds.Length} tokens, {supervised} supervised; {(example.Terminal ? "a finished answer, its stop token is trained" : "an unfinished target, no stop token is trained")}"),
            tokenizer.Decode(example.PromptIds), tokenizer.Decode(example.TargetIds.AsSpan(0, example.LossStart)),
            tokenizer.Decode(example.TargetIds.AsSpan(example.LossStart)));
    }

    /// <summary>Writes it: masked text grey, supervised text green; without colours the latter stands between ⟦ and ⟧.</summary>
    public void Write(IAnsiConsole console)
    {
        var colours = console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors;
        console.Write(new Spectre.Console.Text(Title + "\n", new Style(decoration: Decoration.Bold)));
        console.Write(new Spectre.Console.Text(Prompt + Masked, new Style(Color.Grey)));
        console.Write(new Spectre.Console.Text(colours ? Supervised : $"⟦{Supervised}⟧", new Style(Color.Green)));
        console.Write(new Spectre.Console.Text("\n\n"));
    }
}
