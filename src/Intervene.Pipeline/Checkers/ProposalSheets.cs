using System.Text.Json.Nodes;
using Intervene.Files;
using Intervene.Interventions;
using Intervene.Interventions.Exchange;
using Intervene.Options;
using Intervene.Pipeline.Runs;
using Intervene.Prompting;

namespace Intervene.Pipeline.Checkers;

/// <summary>A file of a run's wrong attempts with room for proposals: filled in, it is what the oracle <c>file</c> reads.</summary>
public static class ProposalSheets
{
    /// <summary>The prompt that a recipe's first language model is asked with, or that of the paper.</summary>
    /// <param name="options">The recipe's oracles.</param>
    public static string PromptOf(IReadOnlyList<OracleOptions> options) =>
        options.Select(one => one is LlmOracleOptions llm ? llm.Prompt : one is SelfOracleOptions self ? self.Prompt : null)
            .OfType<string>().FirstOrDefault() ?? new LlmOracleOptions { Endpoint = "", Model = "" }.Prompt;

    /// <summary>Writes a line an attempt, in the order of the rollouts; the file appears when it is complete.</summary>
    /// <param name="paths">The run directory, after <c>split</c>.</param>
    /// <param name="prompt">What a language model would be asked; an attempt that it cannot be filled in for has none.</param>
    /// <param name="output">The file to write.</param>
    /// <returns>The attempts, and those without a prompt.</returns>
    /// <exception cref="InterveneException">The file is there already, for it may hold proposals; or it cannot be written.</exception>
    public static (int Attempts, int WithoutPrompt) Write(RunPaths paths, PromptTemplate prompt, string output)
    {
        if (File.Exists(output) && new FileInfo(output).Length > 0)
        {
            throw new InterveneException(
                $"--export {output}: the file is there already and may hold proposals. Choose another name, or move it away.");
        }

        var (attempts, without) = (0, 0);
        using var file = OutputFile.Create("--export", output);
        using (var writer = new StreamWriter(file.Stream, leaveOpen: true) { NewLine = "\n" })
        {
            foreach (var question in WrongAttempts.Of(paths))
            {
                var messages = Messages(prompt, question);
                writer.WriteLine(CheckerLines.Sheet(question, messages));
                attempts++;
                without += messages is null ? 1 : 0;
            }
        }

        file.Commit();
        return (attempts, without);
    }

    /// <summary>The prompt's turns up to the first reply, or null where the problem lacks what a hole asks for.</summary>
    private static JsonArray? Messages(PromptTemplate prompt, OracleQuestion question)
    {
        var holes = PromptHoles.Of(question, AttemptText.Of(question.Steps, int.MaxValue, shorten: false)!);
        return (holes.Reference is null && prompt.Uses("reference")) || (holes.Answer is null && prompt.Uses("answer"))
            || prompt.Uses("guidance") || question.Steps.Count == 0 ? null
            : [.. prompt.Render(holes, []).Select(message => new JsonObject { ["role"] = message.Role, ["content"] = message.Text })];
    }
}
