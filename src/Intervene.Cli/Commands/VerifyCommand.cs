using System.CommandLine;
using Intervene.Answers;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene verify</c>: decides whether answers equal golds, one pair or a file of them.</summary>
public static class VerifyCommand
{
    /// <summary>The command with its subcommand <c>explain</c>.</summary>
    public static Command Create()
    {
        Option<string?> gold = new("--gold") { Description = "The correct answer." };
        Option<string?> answer = new("--answer") { Description = "The full response, or the answer alone as one formula." };
        Option<Preset> preset = new("--preset")
        {
            Description = "The switches: Reward, Eval, MathVerifyCompat, HendrycksCompat, Prm800kCompat.",
            DefaultValueFactory = _ => Preset.Reward
        };
        Option<string?> cases = new("--cases") { Description = "A JSONL file of pairs." };
        Option<string> goldField = new("--gold-field") { Description = "The field that holds the gold.", DefaultValueFactory = _ => "gold" };
        Option<string> answerField = new("--answer-field") { Description = "The field that holds the response.", DefaultValueFactory = _ => "pred" };
        Option<string?> output = new("--out") { Description = "The JSONL file to write: each row with verdict, correct, rule and micros." };

        Command command = new("verify", "Decides whether answers equal golds.") { gold, answer, preset, cases, goldField, answerField, output };
        command.SetAction(result =>
        {
            if (result.GetValue(cases) is { } path)
            {
                var target = result.GetValue(output) ?? throw Fault.Missing("--out", "the batch mode writes every row to a file");
                return VerifyBatch.Run(path, result.GetValue(goldField)!, result.GetValue(answerField)!, result.GetValue(preset), target);
            }

            var verdict = AnswerVerifier.Verify(
                Given(result, gold), Given(result, answer), VerifierOptions.For(result.GetValue(preset)).WithBareFormula());
            Console.Out.WriteLine($"{VerifyBatch.Name(verdict.Outcome)}\t{verdict.Rule}\t{verdict.Gold}\t{verdict.Answer}");
            return 0;
        });

        Option<string?> explainGold = new("--gold") { Description = "The correct answer." };
        Option<string?> explainAnswer = new("--answer") { Description = "The full response, or the answer alone as one formula." };
        Option<Preset> explainPreset = new("--preset") { Description = "The switches.", DefaultValueFactory = _ => Preset.Reward };
        Command explain = new("explain", "Shows the span taken, both trees and the tier that decided.") { explainGold, explainAnswer, explainPreset };
        explain.SetAction(result =>
        {
            Console.Out.Write(VerifyExplain.Render(
                Given(result, explainGold), Given(result, explainAnswer),
                VerifierOptions.For(result.GetValue(explainPreset)).WithBareFormula(), result.GetValue(explainPreset).ToString()));
            return 0;
        });
        command.Subcommands.Add(explain);

        command.Subcommands.Add(VerifyAuditCommand.Create());
        return command;
    }

    private static string Given(ParseResult result, Option<string?> option) =>
        result.GetValue(option) ?? throw Fault.Missing(option.Name, "one pair needs --gold and --answer; a file of pairs needs --cases");

    private static class Fault
    {
        public static InterveneException Missing(string option, string why) =>
            new($"verify: {option} is missing; {why}. Give it, or see 'intervene verify --help'.");
    }
}
