using System.Globalization;
using System.Text;
using Intervene.Answers.Extraction;
using Intervene.Answers.Latex;

namespace Intervene.Answers;

/// <summary>Shows how a verdict came about.</summary>
public static class VerifyExplain
{
    /// <summary>The span taken, both trees, and the deciding rule, as text of several lines.</summary>
    /// <param name="gold">The correct answer.</param>
    /// <param name="response">The response.</param>
    /// <param name="preset">The switches.</param>
    public static string Render(string gold, string response, Preset preset = Preset.Reward)
    {
        CompiledGold compiled = CompiledGold.Compile(gold, preset);
        Verdict verdict = compiled.Verify(response);
        string taken = response is null ? "" : response.Substring(verdict.SpanStart, verdict.SpanLength);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"verdict  {verdict.Outcome} by {verdict.Rule} ({verdict.Fuel} fuel, preset {preset})\n");
        text.Append(CultureInfo.InvariantCulture, $"taken    {(verdict.SpanLength == 0 ? "nothing" : $"\"{taken}\" at {verdict.SpanStart}")}\n");
        text.Append("gold\n").Append(compiled.Tree is { } tree ? NodePrinter.Indented(tree) : compiled.Failure + "\n");
        text.Append("answer\n").Append(Answer(taken));
        return text.ToString();
    }

    private static string Answer(string taken)
    {
        try
        {
            return taken.Length == 0 ? "nothing\n" : NodePrinter.Indented(Parser.Parse(taken, new Fuel(VerifierOptions.For(Preset.Reward).FuelBudget)));
        }
        catch (Exception e) when (e is ParseException or OutOfFuelException)
        {
            return e.Message + "\n";
        }
    }
}
