using System.Globalization;
using Intervene.Examples;
using Intervene.Text;
using Spectre.Console;

namespace Intervene.Cli.Output;

/// <summary>A training example as harmless text, with what the loss sees apart from what it does not.</summary>
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
            TerminalText.OneLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{example.ProblemId} ({example.Arm}): {prompt + example.TargetIds.Length} tokens, {supervised} supervised; {(example.Terminal ? "a finished answer, its stop token is trained" : "an unfinished target, no stop token is trained")}")),
            TerminalText.Harmless(tokenizer.Decode(example.PromptIds)),
            TerminalText.Harmless(tokenizer.Decode(example.TargetIds.AsSpan(0, example.LossStart))),
            TerminalText.Harmless(tokenizer.Decode(example.TargetIds.AsSpan(example.LossStart))));
    }

    /// <summary>Writes it: masked text grey, supervised text green; where nothing shows colours the latter stands between ⟦ and ⟧.</summary>
    public void Write(IAnsiConsole console)
    {
        console.Write(new Spectre.Console.Text(Title + "\n", new Style(decoration: Decoration.Bold)));
        console.Write(new Spectre.Console.Text(Prompt + Masked, new Style(Color.Grey)));
        console.Write(new Spectre.Console.Text(ShowsColours(console) ? Supervised : $"⟦{Supervised}⟧", new Style(Color.Green)));
        console.Write(new Spectre.Console.Text("\n\n"));
    }

    /// <summary>It on one line of a log, supervised text between ⟦ and ⟧.</summary>
    public string Line()
    {
        var (masked, supervised) = Short();
        return $"{masked}⟦{supervised}⟧";
    }

    /// <summary>Its masked and its supervised text on one line: line breaks stand as ↵, and long parts lose their middle.</summary>
    public (string Masked, string Supervised) Short() => (Short(Prompt + Masked), Short(Supervised));

    /// <summary>Whether a console shows colours: a file or a pipe has none, whatever the terminal can do.</summary>
    private static bool ShowsColours(IAnsiConsole console) =>
        console.Profile.Capabilities.Ansi && console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors;

    private static string Short(string text)
    {
        const int most = 160; // characters
        var line = text.ReplaceLineEndings("↵");
        return line.Length <= most ? line : $"{line[..(most / 2)]} [...] {line[^(most / 2)..]}";
    }
}
