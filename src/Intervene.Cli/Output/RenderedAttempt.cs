using System.Text.Json;
using Intervene.Interventions;
using Intervene.Pipeline.Analyses;
using Spectre.Console;

namespace Intervene.Cli.Output;

/// <summary>
/// An attempt on the left, the same prefix with the intervention and the policy's own continuation on the right; one below the other where the
/// terminal is narrow. What models wrote is harmless text.
/// </summary>
internal static class RenderedAttempt
{
    private const int Narrow = 80;
    private const int HeadWidth = 5;

    private static readonly Style Faint = new(Color.Grey);
    private static readonly Style Wrong = new(Color.Red);
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Bold = new(decoration: Decoration.Bold);

    /// <summary>Writes a view.</summary>
    /// <param name="view">The attempt.</param>
    /// <param name="console">Where to.</param>
    public static void Write(AttemptView view, IAnsiConsole console)
    {
        var correction = view.Proposal as Correction;
        Line(console, $"{view.Problem.Id}/{view.Sample}{(view.Proposal is { } proposal ? $"/{proposal.Number}, {proposal.Oracle}" : "")}", Bold);
        Line(console, view.Problem.Question, Style.Plain);
        Line(console, $"gold answer {view.Problem.Answer}; {Said(view)}", Faint);
        var wrong = correction?.Location ?? view.Proposal?.ErrorLocation;
        var left = view.Steps.Select((step, i) => (Head: $"{i + 1}{(i + 1 == wrong ? " ✗" : "")}", Text: step,
            Style: i + 1 == wrong ? Wrong : i + 1 > wrong ? Faint : Style.Plain)).ToList();
        var right = correction is null ? [] : Right(view, correction).ToList();
        if (console.Profile.Width < Narrow || right.Count == 0)
        {
            Stack(console, "attempt", left);
            Stack(console, "guided", right);
        }
        else
        {
            Beside(console, left, right);
        }

        console.WriteLine();
    }

    private static IEnumerable<(string Head, string Text, Style Style)> Right(AttemptView view, Correction correction)
    {
        for (var i = 1; i < correction.Location; i++)
        {
            yield return ($"{i}", i <= view.Steps.Count ? "(the same)" : "", Faint);
        }

        yield return ($"{correction.Location} ✓", correction.Content, Good);
        var pieces = view.Continuation.Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var (i, piece) in pieces.Index())
        {
            yield return ($"{correction.Location + 1 + i}", piece, Style.Plain);
        }
    }

    private static string Said(AttemptView view) => view.Proposal switch
    {
        null => "no oracle was asked about this attempt",
        Refusal refusal => $"no intervention: {JsonNamingPolicy.SnakeCaseLower.ConvertName(refusal.Reason.ToString())}"
            + $"{(refusal.ErrorLocation is { } at ? $", first error seen in step {at}" : "")}{(refusal.Detail is { } detail ? $" ({detail})" : "")}",
        _ when view.Guided is null => "no continuation was sampled from the intervention",
        _ => $"{view.Right} of {view.Sampled} continuations right, the one shown is {(view.Guided.Reward > 0 ? "right" : view.Guided.Verdict)}",
    };

    private static void Beside(
        IAnsiConsole console, IReadOnlyList<(string Head, string Text, Style Style)> left,
        IReadOnlyList<(string Head, string Text, Style Style)> right)
    {
        var table = new Table { Border = TableBorder.Horizontal, Expand = true };
        foreach (var (title, narrow) in new[] { ("", true), ("attempt", false), ("", true), ("guided", false) })
        {
            var column = new TableColumn(Cell(title, Bold));
            table.AddColumn(narrow ? column.NoWrap().Width(HeadWidth) : column);
        }

        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            var (from, to) = (i < left.Count ? left[i] : default, i < right.Count ? right[i] : default);
            table.AddRow(Cell(from.Head, from.Style), Cell(from.Text, from.Style), Cell(to.Head, to.Style), Cell(to.Text, to.Style));
        }

        console.Write(table);
    }

    private static void Stack(IAnsiConsole console, string title, IReadOnlyList<(string Head, string Text, Style Style)> parts)
    {
        if (parts.Count > 0)
        {
            Line(console, title, Bold);
        }

        foreach (var (head, text, style) in parts)
        {
            Line(console, $"{head}  {text}", style);
        }
    }

    private static void Line(IAnsiConsole console, string text, Style style) =>
        console.Write(new Spectre.Console.Text(TerminalText.Harmless(text) + "\n", style));

    private static Spectre.Console.Text Cell(string? text, Style? style) => new(TerminalText.Harmless(text ?? ""), style ?? Style.Plain);
}
