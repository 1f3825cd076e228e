using System.CommandLine;
using Intervene.Options;
using Intervene.Pipeline.Checkers;
using Intervene.Pipeline.Runs;
using Intervene.Pipeline.Stages;
using Intervene.Prompting;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene propose --export FILE</c>: what a person or another program needs to write proposals.</summary>
internal static class ProposalExport
{
    /// <summary>The verb that has it.</summary>
    public const string Verb = "propose";

    /// <summary>Adds the options; what is returned writes the file where it is asked for, and says whether it was.</summary>
    public static Func<ParseResult, RunOptions, string, bool> Add(Command command)
    {
        var export = new Option<string?>("--export")
        {
            Description = "Ask nobody: write the wrong attempts of the run with numbered steps, gold, reference, prompt and room for proposals. "
                + "Filled in, the file is read by propose.oracle={ kind: file, path: FILE }.",
        };
        var prompt = new Option<string?>("--prompt")
        {
            Description = "The prompt in that file, by name or a file; without it the one that the recipe's language model is asked with.",
        };
        command.Options.Add(export);
        command.Options.Add(prompt);
        return (parsed, options, directory) =>
        {
            if (parsed.GetValue(export) is not { } file)
            {
                return parsed.GetValue(prompt) is null ? false : throw new InterveneException("propose: --prompt goes with --export.");
            }

            Write(options, directory, file, parsed.GetValue(prompt) ?? ProposalSheets.PromptOf(options.Propose.Oracle));
            return true;
        };
    }

    private static void Write(RunOptions options, string directory, string file, string prompt)
    {
        var early = RunSession.PlanOf(options, directory).Look().TakeWhile(stage => stage.Stage.Verb != Verb);
        if (early.FirstOrDefault(stage => stage.Status != StageStatus.Done) is { } missing)
        {
            throw new InterveneException(
                $"{directory}: the stage '{missing.Stage.Name}' is not done there, and there are no attempts to write. "
                + $"Run 'intervene {missing.Stage.Verb}' with the same recipe and --out first.");
        }

        var template = PromptLibrary.Load(prompt);
        var (attempts, without) = ProposalSheets.Write(new RunPaths(directory), template, file);
        Console.WriteLine($"{attempts} attempts written to {file}{(without > 0
            ? $", {without} of them without a prompt, for {template.Name} asks for what their problem lacks" : "")}. Fill in proposals and read them "
            + $"with propose.oracle={{ kind: file, path: {file} }}.");
    }
}
