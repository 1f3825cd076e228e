using System.Globalization;
using System.Text;
using Intervene.Answers.Comparison;
using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;

namespace Intervene.Answers;

/// <summary>Shows how a verdict came about.</summary>
public static class VerifyExplain
{
    /// <summary>The span taken, the readings tried with the tier that decided each, and both trees, as text of several lines.</summary>
    /// <param name="gold">The correct answer.</param>
    /// <param name="response">The response.</param>
    /// <param name="preset">The switches.</param>
    public static string Render(string gold, string response, Preset preset = Preset.Reward) =>
        Render(gold, response, VerifierOptions.For(preset), preset.ToString());

    /// <summary>The same under switches of one's own.</summary>
    /// <param name="gold">The correct answer.</param>
    /// <param name="response">The response.</param>
    /// <param name="options">The switches.</param>
    /// <param name="name">What the switches are called.</param>
    public static string Render(string gold, string response, VerifierOptions options, string name)
    {
        response ??= "";
        var compiled = CompiledGold.Compile(gold, options);
        List<(Readings Reading, Match Match)> trace = [];
        var verdict = compiled.Verify(response, trace);
        var taken = response.Substring(verdict.SpanStart, verdict.SpanLength);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"verdict  {verdict.Outcome} by {verdict.Rule} ({verdict.Fuel} fuel, preset {name})\n");
        text.Append(CultureInfo.InvariantCulture, $"taken    {(verdict.SpanLength == 0 ? "nothing" : $"\"{taken}\" at {verdict.SpanStart}")}\n");
        foreach ((var reading, var match) in trace)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"reading  {Joint.Name(reading)}: {match.Equal switch { true => "equal", false => "different", null => "undecided" }} by {match.Rule}\n");
        }

        var last = trace.Count == 0 ? Readings.Default : trace[verdict.Reading.Length > 0 ? trace.Count - 1 : 0].Reading;
        text.Append("gold\n").Append(compiled.Read(last) is { } tree ? NodePrinter.Indented(tree) : compiled.Failure + "\n");
        text.Append("answer\n").Append(Answer(taken, last));
        return text.ToString();
    }

    private static string Answer(string taken, Readings reading)
    {
        try
        {
            return taken.Length == 0 ? "nothing\n" : NodePrinter.Indented(Parser.Parse(taken,
                new Fuel(VerifierOptions.For(Preset.Reward).FuelBudget), reading, out _));
        }
        catch (Exception e) when (e is ParseException or OutOfFuelException)
        {
            return e.Message + "\n";
        }
    }
}
